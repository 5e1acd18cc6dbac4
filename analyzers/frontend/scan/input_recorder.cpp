// A file system that keeps a list of what it was asked for.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/input_recorder.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <map>
#include <set>

namespace loadline::frontend {
namespace {

std::vector<std::string> sorted(const llvm::StringSet<>& paths) {
  std::vector<std::string> result;
  result.reserve(paths.size());
  for (const auto& path : paths) result.push_back(path.getKey().str());
  std::sort(result.begin(), result.end());
  return result;
}

// A folder that does not exist stands for everything below it.
std::vector<std::string> topmost(const llvm::StringSet<>& missing) {
  std::vector<std::string> result;
  llvm::StringMap<bool> exists;
  for (const auto& entry : missing) {
    llvm::StringRef top = entry.getKey();
    for (llvm::StringRef parent = llvm::sys::path::parent_path(top); parent.size() > 1;
         parent = llvm::sys::path::parent_path(parent)) {
      const auto [known, is_new] = exists.try_emplace(parent, false);
      if (is_new) known->second = llvm::sys::fs::exists(parent);
      if (known->second) break;
      top = parent;
    }
    result.push_back(top.str());
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

const char* mark_of(std::error_code error) {
  if (error == std::errc::is_a_directory) return "/";
  return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ? "" : "?";
}

}  // namespace

bool have_changed(const Inputs& inputs, const ReadLog& log) {
  return std::any_of(inputs.files.begin(), inputs.files.end(),
                     [&](const InputFile& file) { return log.has_changed(file.path); });
}

llvm::ErrorOr<llvm::vfs::Status> InputRecorder::status(const llvm::Twine& path) {
  auto result = ProxyFileSystem::status(path);
  if (!result) note(path, missing_, mark_of(result.getError()));
  if (result) note(path, result->isDirectory() ? folders_ : found_);
  return result;
}

llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> InputRecorder::openFileForRead(const llvm::Twine& path) {
  auto result = ProxyFileSystem::openFileForRead(path);
  if (result) {
    note(path, opened_);
  } else {
    note(path, missing_, mark_of(result.getError()));
  }
  return result;
}

void InputRecorder::note(const llvm::Twine& path, llvm::StringSet<>& where, const char* mark) const {
  llvm::SmallString<256> absolute;
  path.toVector(absolute);
  if (makeAbsolute(absolute)) return;
  absolute += mark;
  where.insert(absolute);
}

Inputs InputRecorder::inputs(const FilePaths& paths, const ReadLog& log) const {
  Inputs inputs;
  std::map<std::string, Digest> files;
  std::set<FoundPath> found;
  for (const std::string& path : sorted(opened_)) {
    const std::string real = paths.resolved(path);
    if (const auto content = log.content_of(real)) files.emplace(real, *content);
    if (real != path || !files.contains(real)) found.insert({path, real});
  }
  for (const std::string& path : sorted(found_)) {
    const std::string real = paths.resolved(path);
    if (real != path || !files.contains(real)) found.insert({path, real});
  }
  // Of two folders on the include path that are one, Clang searches the first only.
  for (const std::string& path : sorted(folders_)) found.insert({path, paths.resolved(path)});
  for (auto& [path, content] : files) inputs.files.push_back({path, content});
  inputs.found.assign(found.begin(), found.end());
  inputs.missing = topmost(missing_);
  return inputs;
}

}  // namespace loadline::frontend
