// Walks dependencies and includes backwards.
// SPDX-License-Identifier: Apache-2.0
//
//   app.cc ──▶ api.h ──▶ core.h        a change to core.h reaches core.h (0), api.h (1), app.cc (2)
//   tool.cc ─────────────▲             and tool.cc (1); compiled again are app.cc and tool.cc
#include "analyzers/questions/impact.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyzers/questions/entity.h"

namespace loadline {
namespace {

constexpr std::uint32_t kUnreached = ~0u;

// What changes itself, and the files a step away that a walk over file dependencies starts from.
struct Start {
  std::set<FileIndex> changed;
  std::set<FileIndex> users;
  bool walk_from_changed = true;  // false: only users of the symbol count, not those of its file
};

bool is_project(const Program& program, FileIndex file) {
  return file != kNone && program.files()[file].origin == Origin::project;
}

Start start_at_symbols(const Program& program, const std::vector<std::uint32_t>& symbols) {
  Start start;
  start.walk_from_changed = false;
  for (const SymbolIndex symbol : symbols) {
    for (const FileIndex file : {program.symbols()[symbol].declared.file, program.symbols()[symbol].defined.file}) {
      if (is_project(program, file)) start.changed.insert(file);
    }
  }
  for (const Reference& reference : program.references()) {
    if (std::binary_search(symbols.begin(), symbols.end(), reference.to)) start.users.insert(reference.file);
  }
  return start;
}

Start start_at(const Analyses& analyses, const Entity& entity) {
  if (entity.kind == EntityKind::symbol) return start_at_symbols(analyses.program(), entity.members);
  Start start;
  for (const std::uint32_t member : entity.members) {
    if (entity.kind == EntityKind::file) {
      start.changed.insert(member);
    } else {
      const std::vector<FileIndex>& files = analyses.modules().all()[member].files;
      start.changed.insert(files.begin(), files.end());
    }
  }
  return start;
}

std::vector<ReachedFile> walk_back(const Analyses& analyses, const Start& start) {
  const auto files = static_cast<std::uint32_t>(analyses.program().files().size());
  const Graph users = analyses.file_dependencies().graph(files).reversed();
  std::vector<std::uint32_t> steps(files, kUnreached);
  std::vector<FileIndex> queue;
  for (const FileIndex file : start.changed) {
    steps[file] = 0;
    if (start.walk_from_changed) queue.push_back(file);
  }
  for (const FileIndex file : start.users) {
    if (steps[file] == 0) {
      queue.push_back(file);  // the file that declares it also uses it: what uses that is reached, too
    } else {
      steps[file] = 1;
    }
  }
  for (const FileIndex file : start.users) {
    if (steps[file] == 1) queue.push_back(file);
  }
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const Edge& edge : users.edges_from(queue[at])) {
      if (steps[edge.to] != kUnreached) continue;
      steps[edge.to] = steps[queue[at]] + 1;
      queue.push_back(edge.to);
    }
  }
  std::vector<ReachedFile> reached;
  for (FileIndex file = 0; file < files; ++file) {
    if (steps[file] != kUnreached && is_project(analyses.program(), file)) reached.push_back({file, steps[file]});
  }
  std::sort(reached.begin(), reached.end(), [](const ReachedFile& a, const ReachedFile& b) {
    return std::tuple(a.steps, a.file) < std::tuple(b.steps, b.file);
  });
  return reached;
}

Graph include_graph(const Program& program) {
  std::vector<Edge> edges;
  for (const Include& include : program.includes()) {
    if (is_project(program, include.from) && is_project(program, include.to))
      edges.push_back({include.from, include.to});
  }
  return Graph(static_cast<std::uint32_t>(program.files().size()), std::move(edges));
}

}  // namespace

Impact impact_of(const Analyses& analyses, std::string_view name) {
  const Program& program = analyses.program();
  const Start start = start_at(analyses, find_entity(analyses, name));
  Impact impact;
  impact.reached = walk_back(analyses, start);
  const Graph includes = include_graph(program);
  const std::vector<bool> is_stale = reachable_from(includes.reversed(), {start.changed.begin(), start.changed.end()});
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    if (!is_stale[file] || !program.files()[file].is_source) continue;
    impact.rebuilt.push_back(file);
    const std::vector<bool> read = reachable_from(includes, {file});
    for (FileIndex other = 0; other < read.size(); ++other) {
      if (read[other]) impact.lines_rebuilt += program.files()[other].lines;
    }
  }
  return impact;
}

}  // namespace loadline
