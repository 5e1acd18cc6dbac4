// Programs by their main().
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/found_programs.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzers/model/graph.h"
#include "analyzers/model/header_pairs.h"
#include "analyzers/words/path_names.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

// A file needs what it refers to and includes; a file that declares something needs the file that defines it.
Graph needs(const Program& program) {
  std::vector<Edge> edges;
  const auto add = [&](FileIndex from, FileIndex to) {
    if (from != kNone && to != kNone && from != to && program.files()[to].origin == Origin::project) {
      edges.push_back({from, to, 1});
    }
  };
  for (const Reference& reference : program.references()) add(reference.file, program.file_of(reference.to));
  for (const Include& include : program.includes()) add(include.from, include.to);
  for (const Symbol& symbol : program.symbols()) {
    if (symbol.declared.known() && symbol.defined.known()) add(symbol.declared.file, symbol.defined.file);
  }
  return Graph(static_cast<std::uint32_t>(program.files().size()), std::move(edges));
}

bool is_telling(std::string_view folder) {
  static constexpr std::array<std::string_view, 9> kNames = {"src", "source", "sources", "app",    "main",
                                                             "bin", "cmd",    "server",  "program"};
  return std::find(kNames.begin(), kNames.end(), folder) == kNames.end();
}

// The innermost folder that says something; "" when there is none.
std::string_view telling_folder(std::string_view path) {
  const std::vector<std::string_view> folders = folders_of(path);
  const auto found = std::find_if(folders.rbegin(), folders.rend(), is_telling);
  return found == folders.rend() ? std::string_view() : *found;
}

std::vector<std::string> names_of(const Program& program, const std::vector<FileIndex>& mains) {
  std::map<std::string_view, std::size_t> folders;
  for (const FileIndex file : mains) ++folders[telling_folder(program.files()[file].path)];
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const FileIndex file : mains) {
    const std::string_view path = program.files()[file].path;
    const std::string_view folder = telling_folder(path);
    const bool is_alone = !folder.empty() && folders.at(folder) == 1;
    std::string name(is_alone ? folder : stem_of(path));
    if (!taken.insert(name).second) taken.insert(name = std::string(path));
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::vector<FileIndex> files_with_main(const Program& program) {
  std::set<FileIndex> files;
  for (const FunctionFact& function : program.bodies().functions) {
    if (program.name_of(function.symbol) == "main") files.insert(function.file);
  }
  return {files.begin(), files.end()};
}

std::vector<bool> files_needed_by(const Program& program, const std::vector<FileIndex>& start) {
  const std::vector<Node> nodes(start.begin(), start.end());
  return reachable_from(needs(program), nodes);
}

std::vector<BuildTarget> programs_by_main(const Program& program, const std::vector<bool>& excluded) {
  std::vector<FileIndex> mains = files_with_main(program);
  std::erase_if(mains, [&](FileIndex file) {
    return excluded[file] || program.files()[file].origin != Origin::project ||
           is_test_code(program.files()[file].path);
  });
  if (mains.size() < 2) return {};
  const Graph graph = needs(program);
  const std::vector<std::string> names = names_of(program, mains);
  std::vector<BuildTarget> targets;
  for (std::size_t i = 0; i < mains.size(); ++i) {
    BuildTarget& target = targets.emplace_back();
    target.name = names[i];
    target.is_executable = true;
    const std::vector<bool> needed = reachable_from(graph, {mains[i]});
    for (FileIndex file = 0; file < needed.size(); ++file) {
      const bool is_other_main = file != mains[i] && std::binary_search(mains.begin(), mains.end(), file);
      if (needed[file] && !is_other_main) target.sources.emplace_back(program.files()[file].path);
    }
  }
  return targets;
}

}  // namespace loadline
