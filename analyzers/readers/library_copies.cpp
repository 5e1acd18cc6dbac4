// Reads .gitmodules, and compares licences.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/library_copies.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "analyzers/words/regular_file.h"

namespace loadline {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostDepth = 4;  // folders below the root; libraries are not copied deeper

bool is_licence(const fs::path& file) {
  constexpr std::array<std::string_view, 4> kNames = {"LICENSE", "LICENCE", "COPYING", "COPYRIGHT"};
  const std::string stem = file.stem().string(), extension = file.extension().string();
  const bool is_text = extension.empty() || extension == ".txt" || extension == ".md";
  return is_text && std::ranges::any_of(kNames, [&](std::string_view name) { return stem.starts_with(name); });
}

// The licences in one folder; empty when there is none.
std::set<std::string> licences_in(const fs::path& folder) {
  std::set<std::string> licences;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    std::error_code unknown;
    if (is_licence(entry->path()) && entry->is_regular_file(unknown))
      licences.insert(read_regular_file(entry->path()).text);
  }
  return licences;
}

void add_submodules(const fs::path& root, std::set<std::string>& folders) {
  std::istringstream in(read_regular_file(root / ".gitmodules").text);
  for (std::string line; std::getline(in, line);) {
    const std::size_t key = line.find_first_not_of(" \t"), equals = line.find('=');
    if (key == std::string::npos || equals == std::string::npos || line.compare(key, 4, "path") != 0) continue;
    const std::size_t begin = line.find_first_not_of(" \t", equals + 1), last = line.find_last_not_of(" \t\r/");
    if (begin != std::string::npos && last >= begin) folders.insert(line.substr(begin, last - begin + 1));
  }
}

void add_licensed(const fs::path& root, std::set<std::string>& folders) {
  const std::set<std::string> own = licences_in(root);
  if (own.empty()) return;
  std::error_code failure;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, failure), end;
  for (; !failure && entry != end; entry.increment(failure)) {
    std::error_code unknown;
    if (!entry->is_directory(unknown) || entry->is_symlink(unknown)) continue;
    const bool is_hidden = entry->path().filename().string().starts_with('.');
    const std::set<std::string> licences = is_hidden ? std::set<std::string>() : licences_in(entry->path());
    const bool is_other =
        !licences.empty() && std::ranges::none_of(licences, [&](auto& text) { return own.contains(text); });
    if (is_other) folders.insert(entry->path().lexically_relative(root).generic_string());
    if (is_hidden || is_other || static_cast<std::size_t>(entry.depth()) + 1 >= kMostDepth)
      entry.disable_recursion_pending();
  }
}

// A folder's name, as a pattern means it.
std::string escaped(std::string_view folder) {
  std::string text;
  for (const char character : folder) {
    if (std::string_view("*?[]{}\\,").find(character) != std::string_view::npos) text += '\\';
    text += character;
  }
  return text;
}

}  // namespace

std::vector<PathPattern> find_library_copies(const fs::path& root) {
  std::set<std::string> folders;
  add_submodules(root, folders);
  add_licensed(root, folders);
  std::vector<PathPattern> patterns;
  for (const std::string& folder : folders) patterns.push_back({escaped(folder) + "/**", {}});
  return patterns;
}

}  // namespace loadline
