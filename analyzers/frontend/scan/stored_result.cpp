// Inputs before results.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/stored_result.h"

#include <algorithm>
#include <cstring>

namespace loadline::frontend {
namespace {

constexpr std::size_t kWord = 8;

const Digest* content_in(const UnitScan& scan, const std::string& path) {
  const auto is_before = [](const auto& file, const std::string& sought) { return file.path < sought; };
  const auto file = std::lower_bound(scan.files.begin(), scan.files.end(), path, is_before);
  if (file != scan.files.end() && file->path == path) return &file->digest;
  const auto other = std::lower_bound(scan.others.files.begin(), scan.others.files.end(), path, is_before);
  return other != scan.others.files.end() && other->path == path ? &other->digest : nullptr;
}

// The path itself, or a folder that it is in.
bool is_missing_in(const UnitScan& scan, std::string_view path) {
  const std::vector<std::string>& missing = scan.others.missing;
  while (!std::binary_search(missing.begin(), missing.end(), path)) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || slash == 0) return false;
    path = path.substr(0, slash);
  }
  return true;
}

template <typename T, typename Less = std::less<>>
void merge(std::vector<T>& all, const std::vector<T>& more, Less less = {}) {
  std::vector<T> result;
  std::set_union(all.begin(), all.end(), more.begin(), more.end(), std::back_inserter(result), less);
  all = std::move(result);
}

}  // namespace

Inputs beyond_scan(const Inputs& inputs, const UnitScan& scan) {
  Inputs beyond;
  for (const InputFile& file : inputs.files) {
    const Digest* known = content_in(scan, file.path);
    if (known == nullptr || *known != file.digest) beyond.files.push_back(file);
  }
  for (const FoundPath& found : inputs.found) {
    const bool is_known = (found.asked == found.real && content_in(scan, found.real) != nullptr) ||
                          std::binary_search(scan.others.found.begin(), scan.others.found.end(), found);
    if (!is_known) beyond.found.push_back(found);
  }
  for (const std::string& path : inputs.missing) {
    if (!is_missing_in(scan, path)) beyond.missing.push_back(path);
  }
  return beyond;
}

void add_inputs(Inputs& inputs, const Inputs& more) {
  merge(inputs.files, more.files, [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  merge(inputs.found, more.found);
  merge(inputs.missing, more.missing);
}

std::string encode_result(const Inputs& inputs, std::string_view result, const FilePaths& paths) {
  const std::string before = encode_inputs(inputs, paths);
  const std::uint64_t size = before.size();
  std::string bytes(reinterpret_cast<const char*>(&size), sizeof(size));
  bytes += before;
  bytes.resize((bytes.size() + kWord - 1) / kWord * kWord);
  bytes += result;
  return bytes;
}

std::optional<std::string_view> decode_result(std::string_view stored, const FilePaths& paths, Inputs* inputs) {
  std::uint64_t size = 0;
  if (stored.size() < sizeof(size)) return std::nullopt;
  std::memcpy(&size, stored.data(), sizeof(size));
  if (size > stored.size() - sizeof(size)) return std::nullopt;
  const std::size_t begin = (sizeof(size) + size + kWord - 1) / kWord * kWord;
  if (begin > stored.size() || !decode_inputs(stored.substr(sizeof(size), size), paths, inputs)) return std::nullopt;
  return stored.substr(begin);
}

bool load_result(FactStore& store, const StoreKey& key, FileDigests& digests, const FilePaths& paths,
                 const std::function<void(std::string_view result, Inputs inputs)>& use) {
  bool holds = false;
  store.load(key, [&](std::string_view bytes) {
    Inputs inputs;
    const std::optional<std::string_view> result = decode_result(bytes, paths, &inputs);
    holds = result && digests.still_hold(inputs);
    if (holds) use(*result, std::move(inputs));
  });
  return holds;
}

}  // namespace loadline::frontend
