// Lists and reads the objects of a commit.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/git_repository.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <fmt/core.h>
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/history/git_process.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestSource = 32u << 20;

// "100644 blob 89ab… 1234\tsrc/a.cc", as `ls-tree -r -l -z` prints it.
struct TreeEntry {
  std::string mode, type, object, path;
  std::uint64_t size = 0;
};

std::optional<TreeEntry> parse_entry(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  std::vector<std::string_view> words;
  std::string_view head = line.substr(0, tab);
  while (!head.empty()) {
    const std::string_view word = head.substr(0, head.find(' '));
    if (!word.empty()) words.push_back(word);
    head.remove_prefix(std::min(head.size(), word.size() + 1));
  }
  if (words.size() != 4) return std::nullopt;
  TreeEntry entry{std::string(words[0]), std::string(words[1]), std::string(words[2]),
                  std::string(line.substr(tab + 1)), 0};
  std::from_chars(words[3].data(), words[3].data() + words[3].size(), entry.size);
  return entry;
}

// Git refuses such paths when it checks out, but a repository made by hand may hold them.
bool is_inside(const fs::path& path) {
  if (path.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path) {
    if (part == ".." || part == "." || part == ".git") return false;
  }
  return true;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

[[noreturn]] void fail(const std::string& what, const GitAnswer& answer) {
  if (answer.exit_code == -1) throw UserError("cannot run git", "install it, or put it into PATH");
  throw AnalysisFailure(what + ": " + terminal_text(first_line(answer.err)), "");
}

std::vector<TreeEntry> entries_of(const fs::path& top, const std::string& commit) {
  const GitAnswer answer = run_git(top, {"ls-tree", "-r", "-l", "-z", "--full-tree", commit});
  if (answer.exit_code != 0) fail("git cannot list the files of " + commit, answer);
  std::vector<TreeEntry> entries;
  std::string_view rest = answer.out;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\0'));
    if (std::optional<TreeEntry> entry = parse_entry(line)) entries.push_back(std::move(*entry));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return entries;
}

// Reads "<object> <type> <size>\n<bytes>\n" once for each entry, in their order.
void read_objects(std::FILE* stream, const std::vector<TreeEntry>& entries, const GitRepository::Visitor& visit) {
  const auto fail_at = [](const TreeEntry& entry) {
    throw AnalysisFailure(fmt::format("git cannot read {} of that commit", terminal_text(entry.path)),
                          "is the history complete? \"git fetch\" brings what a partial clone lacks");
  };
  std::string bytes;
  for (const TreeEntry& entry : entries) {
    const std::string header = fmt::format("{} blob {}\n", entry.object, entry.size);
    bytes.resize(header.size() + entry.size + 1);
    if (std::fread(bytes.data(), 1, bytes.size(), stream) != bytes.size() || !bytes.starts_with(header) ||
        bytes.back() != '\n') {
      fail_at(entry);
    }
    visit({entry.path, entry.mode == "120000"}, std::string_view(bytes).substr(header.size(), entry.size));
  }
}

std::vector<std::string> ceilings() {
  std::vector<std::string> folders;
  const char* variable = std::getenv("GIT_CEILING_DIRECTORIES");
  std::string_view rest = variable != nullptr ? variable : "";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.empty()) folders.emplace_back(folder);
  }
  return folders;
}

// Git itself would take files that look like a repository for one; a tree can hold such files, but no .git.
fs::path folder_with_repository(const fs::path& inside) {
  const std::vector<std::string> stops = ceilings();
  std::error_code error;
  for (fs::path folder = inside;; folder = folder.parent_path()) {
    if (fs::exists(fs::symlink_status(folder / ".git", error))) return folder;
    const fs::path above = folder.parent_path();
    if (above == folder || std::find(stops.begin(), stops.end(), above.string()) != stops.end()) return {};
  }
}

[[noreturn]] void refuse_folder(const fs::path& folder, const std::string& why, const std::string& advice) {
  throw UserError(terminal_text(folder.string()) + " is not in a git repository that can be read: " + why, advice);
}

// "git config --global --add safe.directory /src", which git proposes for a repository of another user.
std::string proposed_command(const std::string& message) {
  const std::size_t begin = message.find("git config ");
  if (begin == std::string::npos) return "";
  return terminal_text(first_line(message.substr(begin)));
}

bool is_shallow(const fs::path& top) {
  return run_git(top, {"rev-parse", "--is-shallow-repository"}).out.starts_with("true");
}

}  // namespace

GitRepository::GitRepository(const fs::path& folder) {
  const fs::path holder = folder_with_repository(folder);
  if (holder.empty()) refuse_folder(folder, "no folder above it has a .git", "compare inside a clone of the project");
  const GitAnswer answer = run_git(holder, {"rev-parse", "--show-toplevel"});
  if (answer.exit_code == -1) fail("", answer);
  std::error_code error;
  if (answer.exit_code == 0) top_ = fs::canonical(first_line(answer.out), error);
  if (answer.exit_code == 0 && !error) return;
  const std::string command = proposed_command(answer.err);
  refuse_folder(folder, answer.exit_code == 0 ? error.message() : terminal_text(first_line(answer.err)),
                command.empty() ? "compare inside a clone of the project" : "if you trust it: " + command);
}

std::string GitRepository::commit(const std::string& ref) const {
  if (const std::size_t dots = ref.find("..."); dots != std::string::npos) {
    const std::string left = ref.substr(0, dots), right = ref.substr(dots + 3);
    return merge_base(left.empty() ? "HEAD" : left, right.empty() ? "HEAD" : right);
  }
  const GitAnswer answer = run_git(top_, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  if (answer.exit_code != 0) {
    const bool has_no_history = is_shallow(top_);
    throw UserError(fmt::format("git cannot find the commit \"{}\"", terminal_text(ref)),
                    has_no_history
                        ? "this clone is shallow: \"git fetch --unshallow\" brings the history, \"git fetch origin "
                          "BRANCH\" a branch"
                        : "name a branch, tag or commit, or a fact set (FILE.facts)");
  }
  return first_line(answer.out);
}

std::string GitRepository::merge_base(const std::string& ref, const std::string& other) const {
  const GitAnswer answer = run_git(top_, {"merge-base", commit(ref), commit(other)});
  if (answer.exit_code == 0 && !answer.out.empty()) return first_line(answer.out);
  if (answer.exit_code > 1) fail("git cannot compare the histories of " + terminal_text(ref), answer);
  throw UserError('"' + terminal_text(ref) + "\" and \"" + terminal_text(other) + "\" have no common ancestor here",
                  (is_shallow(top_) ? "this clone is shallow: \"git fetch --unshallow\" brings the history; or"
                                    : "their histories are not related;") +
                      std::string(" compare with the commit itself: check --since-exact"));
}

std::vector<std::string> GitRepository::visit_files(const std::string& commit, const Visitor& visit) const {
  std::vector<std::string> left_out;
  std::vector<TreeEntry> entries = entries_of(top_, commit);
  std::erase_if(entries, [&](const TreeEntry& entry) {
    const bool is_submodule = entry.type == "commit" && is_inside(entry.path);
    const bool is_file = entry.type == "blob" && is_inside(entry.path) && entry.size <= kLargestSource;
    if (is_submodule) {
      visit_submodule(entry.path, entry.object, visit, left_out);
    } else if (!is_file) {
      left_out.push_back(entry.path + " is not a source");
    }
    return !is_file;
  });
  std::string names;
  for (const TreeEntry& entry : entries) names += entry.object + '\n';
  OpenFile objects;
  const GitAnswer answer = run_git(top_, {"cat-file", "--batch"}, names, objects);
  if (answer.exit_code != 0) fail("git cannot read the files of " + commit, answer);
  read_objects(objects.get(), entries, visit);
  return left_out;
}

// A submodule is a repository of its own: that of the work tree, if it is there and has the commit.
void GitRepository::visit_submodule(const fs::path& path, const std::string& commit, const Visitor& visit,
                                    std::vector<std::string>& left_out) const {
  std::error_code error;
  const fs::path here = fs::canonical(top_ / path, error);
  try {
    if (error || here != top_ / path) throw UserError("it is not there", "");
    const GitRepository submodule(here);
    if (submodule.top() != here) throw UserError("it is not there", "");
    const auto visit_inside = [&](const CommittedFile& file, std::string_view bytes) {
      visit({path / file.path, file.is_link}, bytes);
    };
    for (const std::string& inside : submodule.visit_files(submodule.commit(commit), visit_inside)) {
      left_out.push_back((path / inside).generic_string());
    }
  } catch (const UserError&) {
    left_out.push_back(path.generic_string() + " is a submodule that is not here with commit " + commit.substr(0, 12));
  }
}

}  // namespace loadline
