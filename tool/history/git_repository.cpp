// Lists the objects of a commit and writes them out.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/git_repository.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>

#include "analyzers/calls/effects.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/history/git_process.h"
#include "tool/history/scratch_folder.h"

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

// Through a link that was written before, a later path could leave the folder: links come last, and into the tree only.
void write_link(const fs::path& folder, const std::string& path, const std::string& target,
                std::vector<std::string>& left_out) {
  const fs::path end = (fs::path(path).parent_path() / target).lexically_normal();
  std::error_code error;
  if (fs::path(target).is_absolute() || !is_inside(end)) {
    left_out.push_back("the link " + path + " leads out of the repository");
    return;
  }
  fs::create_directories((folder / path).parent_path(), error);
  fs::create_symlink(target, folder / path, error);
}

void write_file(const fs::path& file, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream.flush()) throw AnalysisFailure("cannot write " + file.string(), "is the disk full?");
}

// Reads "<object> <type> <size>\n<bytes>\n" once for each entry, in their order.
void copy_objects(std::istream& stream, const std::vector<TreeEntry>& entries, const fs::path& folder,
                  std::vector<std::string>& left_out) {
  std::vector<std::pair<std::string, std::string>> links;
  for (const TreeEntry& entry : entries) {
    std::string header;
    std::getline(stream, header);
    std::string bytes(entry.size, '\0');
    if (header != entry.object + " blob " + std::to_string(entry.size) ||
        !stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || stream.get() != '\n') {
      throw AnalysisFailure("git cannot read " + entry.path + " of that commit",
                            "is the history complete? \"git fetch\" brings what a partial clone lacks");
    }
    if (entry.mode == "120000") {
      links.emplace_back(entry.path, bytes);
    } else {
      write_file(folder / entry.path, bytes);
    }
  }
  for (const auto& [path, target] : links) write_link(folder, path, target, left_out);
}

}  // namespace

GitRepository::GitRepository(const fs::path& folder) {
  const GitAnswer answer = run_git(folder, {"rev-parse", "--show-toplevel"});
  if (answer.exit_code == -1) fail("", answer);
  if (answer.exit_code != 0) {
    throw UserError(
        folder.string() + " is in no git repository that can be read: " + terminal_text(first_line(answer.err)),
        "compare inside a clone of the project");
  }
  top_ = fs::canonical(first_line(answer.out));
}

std::string GitRepository::commit(const std::string& ref) const {
  const GitAnswer answer = run_git(top_, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  if (answer.exit_code != 0) {
    throw UserError(
        "git knows no commit \"" + terminal_text(ref) + '"',
        "name a branch, tag or commit, or a fact set (FILE.facts); in CI the history may be shallow: fetch it");
  }
  return first_line(answer.out);
}

std::vector<std::string> GitRepository::write_files(const std::string& commit, const fs::path& folder) const {
  std::vector<std::string> left_out;
  std::vector<TreeEntry> entries = entries_of(top_, commit);
  std::erase_if(entries, [&](const TreeEntry& entry) {
    const bool is_submodule = entry.type == "commit" && is_inside(entry.path);
    const bool is_file = entry.type == "blob" && is_inside(entry.path) && entry.size <= kLargestSource;
    if (is_submodule) {
      write_submodule(entry.path, entry.object, folder, left_out);
    } else if (!is_file) {
      left_out.push_back(entry.path + " is not a source");
    }
    return !is_file;
  });
  std::string names;
  for (const TreeEntry& entry : entries) names += entry.object + '\n';
  const ScratchFolder scratch;
  const fs::path objects = scratch.path() / "objects";
  const GitAnswer answer = run_git(top_, {"cat-file", "--batch"}, names, objects);
  if (answer.exit_code != 0) fail("git cannot read the files of " + commit, answer);
  std::ifstream stream(objects, std::ios::binary);
  copy_objects(stream, entries, folder, left_out);
  return left_out;
}

// A submodule is a repository of its own: that of the work tree, if it is there and has the commit.
void GitRepository::write_submodule(const fs::path& path, const std::string& commit, const fs::path& folder,
                                    std::vector<std::string>& left_out) const {
  std::error_code error;
  const fs::path here = fs::canonical(top_ / path, error);
  try {
    if (error || here != top_ / path) throw UserError("it is not there", "");
    const GitRepository submodule(here);
    if (submodule.top() != here) throw UserError("it is not there", "");
    fs::create_directories(folder / path, error);
    for (const std::string& inside : submodule.write_files(submodule.commit(commit), folder / path)) {
      left_out.push_back((path / inside).generic_string());
    }
  } catch (const UserError&) {
    left_out.push_back(path.generic_string() + " is a submodule that is not here with commit " + commit.substr(0, 12));
  }
}

}  // namespace loadline
