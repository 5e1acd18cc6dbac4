// Guesses include paths from the spelling of #includes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/inferred_commands.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "analyzers/words/include_line.h"
#include "analyzers/words/regular_file.h"
#include "analyzers/words/source_language.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 200000;

bool is_header(const fs::path& path) {
  static const std::set<std::string> suffixes = {".h",   ".hh",  ".hpp", ".hxx", ".h++",
                                                 ".inc", ".ipp", ".tcc", ".def", ".inl"};
  return suffixes.count(path.extension().string()) != 0;
}

bool holds_no_sources(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with(".") || name.starts_with("build") || name.starts_with("cmake-build") || name == "out" ||
         name == "node_modules";
}

struct Tree {
  std::vector<fs::path> sources;
  std::multimap<std::string, fs::path> headers;  // by file name
};

Tree scan_tree(const fs::path& root) {
  Tree tree;
  std::error_code error;
  std::size_t files = 0;
  fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, error), end;
  for (; it != end && !error && files < kMaxFiles; it.increment(error)) {
    const fs::path& path = it->path();
    if (it->is_directory(error)) {
      if (holds_no_sources(path)) it.disable_recursion_pending();
    } else if (it->is_regular_file(error)) {
      ++files;
      if (!language_of(path).empty()) tree.sources.push_back(path);
      if (is_header(path)) tree.headers.emplace(path.filename().string(), path);
    }
  }
  std::sort(tree.sources.begin(), tree.sources.end());
  return tree;
}

// The folder D with D/spelling == header, if there is one.
std::string folder_for(const fs::path& header, const std::string& spelling) {
  const std::string path = header.string();
  const std::string suffix = "/" + fs::path(spelling).lexically_normal().string();
  return path.size() > suffix.size() && path.ends_with(suffix) ? path.substr(0, path.size() - suffix.size())
                                                               : std::string();
}

void add_folders(const fs::path& file, const Tree& tree, std::map<std::string, std::size_t>& uses) {
  std::istringstream in(read_regular_file(file).text);
  std::string line;
  while (std::getline(in, line)) {
    std::string spelling = include_spelling(line);
    if (spelling.empty()) continue;
    spelling = spelling.substr(1, spelling.size() - 2);
    const auto [begin, end] = tree.headers.equal_range(fs::path(spelling).filename().string());
    std::set<std::string> folders;
    for (auto it = begin; it != end; ++it) {
      const std::string folder = folder_for(it->second, spelling);
      if (!folder.empty()) folders.insert(folder);
    }
    for (const std::string& folder : folders) ++uses[folder];
  }
}

// Folders that serve most includes come first: where two folders have a header of the same name, the common one wins.
std::vector<std::string> include_folders(const Tree& tree) {
  std::map<std::string, std::size_t> uses;
  for (const fs::path& source : tree.sources) add_folders(source, tree, uses);
  for (const auto& [name, header] : tree.headers) add_folders(header, tree, uses);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [folder, count] : uses) ranked.emplace_back(count, folder);
  std::sort(ranked.begin(), ranked.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> folders;
  for (auto& [count, folder] : ranked) folders.push_back(std::move(folder));
  return folders;
}

}  // namespace

std::vector<CompileCommand> infer_commands(const fs::path& root) {
  const Tree tree = scan_tree(root);
  const std::vector<std::string> folders = include_folders(tree);
  std::vector<CompileCommand> commands;
  for (const fs::path& source : tree.sources) {
    const bool is_c = language_of(source) == "c";
    CompileCommand command{
        source.string(), root.string(), {is_c ? "cc" : "c++", is_c ? "-std=gnu17" : "-std=gnu++20"}, ""};
    for (const std::string& folder : folders) command.arguments.push_back("-I" + folder);
    commands.push_back(std::move(command));
  }
  return commands;
}

std::vector<CompileCommand> commands_from_flags(const fs::path& root, const fs::path& flags_file) {
  std::vector<std::string> flags;
  std::istringstream file(read_regular_file(flags_file).text);
  for (std::string line; std::getline(file, line);) {
    const std::size_t start = line.find_first_not_of(" \t\r"), end = line.find_last_not_of(" \t\r");
    if (start != std::string::npos && line[start] != '#') flags.push_back(line.substr(start, end - start + 1));
  }
  std::vector<CompileCommand> commands;
  for (const fs::path& source : scan_tree(root).sources) {
    CompileCommand command{source.string(), root.string(), {language_of(source) == "c" ? "clang" : "clang++"}, ""};
    command.arguments.insert(command.arguments.end(), flags.begin(), flags.end());
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace loadline::frontend
