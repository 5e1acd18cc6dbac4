// Pairs headers with the sources that implement them, by name and folder.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/header_pairs.h"

#include <algorithm>
#include <array>

#include "analyzers/words/path_names.h"

namespace loadline {
namespace {

bool stands_below_include_folder(std::string_view path) {
  const std::vector<std::string_view> folders = folders_of(path);
  return std::any_of(folders.begin(), folders.end(), is_include_folder);
}

// How many folders two paths share at their beginning and at their end: "include/x/db/a.h" and "src/db/a.cc" share one.
std::size_t similarity(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> left = folders_of(a), right = folders_of(b);
  const auto front = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  const auto back = std::mismatch(left.rbegin(), left.rend(), right.rbegin(), right.rend());
  return static_cast<std::size_t>((front.first - left.begin()) + (back.first - left.rbegin()));
}

bool includes(const Program& program, FileIndex from, FileIndex to) {
  const std::span<const Include> all = program.includes();
  const auto before = [](const Include& include, FileIndex file) { return include.from < file; };
  auto include = std::lower_bound(all.begin(), all.end(), from, before);
  for (; include != all.end() && include->from == from; ++include) {
    if (include->to == to) return true;
  }
  return false;
}

}  // namespace

bool is_header_path(std::string_view path) {
  static constexpr std::array<std::string_view, 11> kExtensions = {"h",   "hh",  "hpp", "hxx", "h++", "H",
                                                                   "inc", "inl", "ipp", "tpp", "tcc"};
  const std::string_view name = file_name_of(path);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return true;  // <vector>, QtCore/QString
  return std::find(kExtensions.begin(), kExtensions.end(), name.substr(dot + 1)) != kExtensions.end();
}

bool is_include_folder(std::string_view folder) { return folder == "include" || folder == "inc"; }

bool is_build_folder(std::string_view folder) {
  return folder == "build" || folder == "_build" || folder == "out" || folder == "@build" ||
         folder.starts_with("build-") || folder.starts_with("cmake-build-");
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> folders;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    folders.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  return folders;
}

HeaderPairs::HeaderPairs(const Program& program, const std::vector<bool>& counts) : program_(program) {
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    const std::string_view path = program.files()[file].path;
    if (counts[file] && !is_header_path(path)) sources_by_stem_[stem_of(path)].push_back(file);
  }
}

std::vector<FileIndex> HeaderPairs::sources_of(FileIndex header) const {
  const std::string_view path = program_.files()[header].path;
  const auto found = sources_by_stem_.find(stem_of(path));
  if (found == sources_by_stem_.end()) return {};
  std::vector<FileIndex> beside;
  for (const FileIndex source : found->second) {
    if (folder_of(program_.files()[source].path) == folder_of(path)) beside.push_back(source);
  }
  if (!beside.empty() || !stands_below_include_folder(path)) return beside;
  return narrow_down(header, found->second);
}

std::vector<FileIndex> HeaderPairs::narrow_down(FileIndex header, const std::vector<FileIndex>& sources) const {
  std::vector<FileIndex> including;
  for (const FileIndex source : sources) {
    if (includes(program_, source, header)) including.push_back(source);
  }
  const std::vector<FileIndex>& candidates = including.empty() ? sources : including;
  std::vector<FileIndex> best;
  std::size_t best_similarity = 0;
  for (const FileIndex source : candidates) {
    const std::size_t similar = similarity(program_.files()[header].path, program_.files()[source].path);
    if (similar > best_similarity) best.clear();
    if (similar < best_similarity) continue;
    best_similarity = similar;
    best.push_back(source);
  }
  return best;
}

}  // namespace loadline
