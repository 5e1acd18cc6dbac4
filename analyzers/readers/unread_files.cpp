// Compares the tree with the program.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/unread_files.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "analyzers/model/header_pairs.h"
#include "analyzers/words/include_line.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/regular_file.h"
#include "analyzers/words/source_language.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 200000;

bool is_left_out(const std::string& folder) {
  return folder.starts_with('.') || folder == "node_modules" || is_build_folder(folder) ||
         folder.starts_with("build") || folder == "CMakeFiles";
}

bool is_header_file(const fs::path& path) { return path.has_extension() && is_header_path(path.filename().string()); }

class Finder {
 public:
  Finder(const fs::path& root, const Program& program, const std::vector<PathPattern>& exclude)
      : root_(root), program_(program) {
    for (const PathPattern& pattern : exclude) excluded_.emplace_back(pattern.text, PatternSyntax::path);
    for (const PathPattern& pattern : usual_third_party()) excluded_.emplace_back(pattern.text, PatternSyntax::path);
  }

  UnreadFiles files() {
    walk();
    std::sort(unread_.headers.begin(), unread_.headers.end());
    std::sort(unread_.sources.begin(), unread_.sources.end());
    return std::move(unread_);
  }

  std::vector<UnreadInclude> includes() {
    for (FileIndex file = 0; file < program_.files().size(); ++file) find_includes(file);
    return std::move(includes_);  // project files come first, by path
  }

 private:
  bool is_excluded(const std::string& path) const {
    return std::any_of(excluded_.begin(), excluded_.end(), [&](const Glob& glob) { return glob.matches(path); });
  }

  void walk() {
    std::error_code error;
    std::size_t files = 0;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(root_, kOptions, error), end;
         !error && entry != end && files < kMaxFiles; entry.increment(error)) {
      std::error_code is_broken;
      if (entry->is_directory(is_broken)) {
        if (is_left_out(entry->path().filename().string())) entry.disable_recursion_pending();
        continue;
      }
      ++files;
      const bool is_source = !language_of(entry->path()).empty();
      if (!is_source && !is_header_file(entry->path())) continue;
      std::string path = entry->path().lexically_relative(root_).generic_string();
      if (entry->is_symlink(is_broken) || program_.find_file(path) != kNone || is_excluded(path)) continue;
      (is_source ? unread_.sources : unread_.headers).push_back(std::move(path));
    }
  }

  // Lines with an #include that no unit of the program followed. A line in a comment does not count.
  void find_includes(FileIndex file) {
    const File& known = program_.files()[file];
    const std::string path(known.path);
    if (known.origin != Origin::project || known.is_third_party || is_excluded(path)) return;
    std::istringstream in(read_regular_file(root_ / path).text);
    std::uint32_t number = 0;
    bool in_comment = false;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const bool was_in_comment = in_comment;
      const std::size_t open = line.rfind("/*"), close = line.rfind("*/");
      if (open != std::string::npos || close != std::string::npos) {
        in_comment = open != std::string::npos && (close == std::string::npos || close < open);
      }
      const std::string spelling = was_in_comment ? std::string() : include_spelling(line);
      if (!spelling.empty() && !is_followed(file, number)) includes_.push_back({path, number, spelling});
    }
  }

  bool is_followed(FileIndex file, std::uint32_t line) const {
    const std::span<const Include> all = program_.includes();
    const auto before = [](const Include& include, std::pair<FileIndex, std::uint32_t> place) {
      return std::pair(include.from, include.line) < place;
    };
    const auto found = std::lower_bound(all.begin(), all.end(), std::pair(file, line), before);
    return found != all.end() && found->from == file && found->line == line;
  }

  const fs::path& root_;
  const Program& program_;
  std::vector<Glob> excluded_;
  UnreadFiles unread_;
  std::vector<UnreadInclude> includes_;
};

}  // namespace

UnreadFiles find_unread_files(const fs::path& root, const Program& program, const std::vector<PathPattern>& exclude) {
  return Finder(root, program, exclude).files();
}

std::vector<UnreadInclude> find_unread_includes(const fs::path& root, const Program& program,
                                                const std::vector<PathPattern>& exclude) {
  return Finder(root, program, exclude).includes();
}

}  // namespace loadline
