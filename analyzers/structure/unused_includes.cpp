// Compares what each file needs with what each of its include directives brings.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/unused_includes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "analyzers/model/graph.h"
#include "analyzers/structure/include_removal.h"

namespace loadline {
namespace {

using Files = std::vector<FileIndex>;  // sorted

bool has(const Files& files, FileIndex file) { return std::binary_search(files.begin(), files.end(), file); }

void make_set(Files& files) {
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
}

class IncludeUse {
 public:
  explicit IncludeUse(const Program& program)
      : includes_(include_graph(program)),
        needs_(program.files().size()),
        brought_(program.files().size()),
        missed_(program.files().size()),
        is_unclear_(program.files().size()) {
    for (const Reference& reference : program.references()) {
      if (reference.to != kNone) add_need(reference.file, program.symbols()[reference.to]);
    }
    for (const Symbol& symbol : program.symbols()) {
      if (symbol.defined.known()) add_need(symbol.defined.file, symbol);
    }
    for (Files& files : needs_) make_set(files);
    for (const Problem& problem : program.problems()) {
      for (const FileIndex file : {problem.source, problem.where.file}) {
        if (file != kNone) is_unclear_[file] = true;
      }
    }
  }

  bool is_used(const Include& include) {
    // What is passed on, and what a unit of a module takes from it, counts as used.
    const bool has_use = include.import_kind == ImportKind::exported || include.import_kind == ImportKind::own;
    if (has_use || is_unclear_[include.from]) return true;
    const Files& brought = brought_by(include.to);
    for (const FileIndex needed : all_needs(include.from)) {
      if (needed == include.to) return true;
      if (has(brought, needed) && !includes_directly(include.from, needed)) return true;
    }
    return false;
  }

 private:
  static Graph include_graph(const Program& program) {
    std::vector<Edge> edges;
    for (const Include& include : program.includes()) {
      if (include.to != kNone) edges.push_back({include.from, include.to});
    }
    return Graph(static_cast<std::uint32_t>(program.files().size()), std::move(edges));
  }

  void add_need(FileIndex user, const Symbol& symbol) {
    for (const Location& place : {symbol.declared, symbol.defined}) {
      if (place.known() && place.file != user) needs_[user].push_back(place.file);
    }
  }

  bool includes_directly(FileIndex from, FileIndex to) const { return includes_.find(from, to) != nullptr; }

  // The file and all that it includes, directly or not.
  const Files& brought_by(FileIndex file) {
    std::optional<Files>& brought = brought_[file];
    if (!brought) {
      const std::vector<bool> reached = reachable_from(includes_, {file});
      brought.emplace();
      for (FileIndex other = 0; other < reached.size(); ++other) {
        if (reached[other]) brought->push_back(other);
      }
    }
    return *brought;
  }

  // What the file needs and does not include, directly or not: the includer must bring that.
  const Files& missed_by(FileIndex file) {
    std::optional<Files>& missed = missed_[file];
    if (!missed) {
      missed.emplace();
      const Files& brought = brought_by(file);
      std::set_difference(needs_[file].begin(), needs_[file].end(), brought.begin(), brought.end(),
                          std::back_inserter(*missed));
    }
    return *missed;
  }

  Files all_needs(FileIndex file) {
    Files all = needs_[file];
    for (const FileIndex other : brought_by(file)) {
      const Files& missed = missed_by(other);
      all.insert(all.end(), missed.begin(), missed.end());
    }
    make_set(all);
    return all;
  }

  const Graph includes_;
  std::vector<Files> needs_;
  std::vector<std::optional<Files>> brought_, missed_;  // by file, found when asked for
  std::vector<bool> is_unclear_;                        // part of the file could not be read
};

}  // namespace

std::vector<std::uint32_t> unused_includes(const Program& program,
                                           const std::function<bool(const Include&)>& is_wanted) {
  IncludeUse use(program);
  const IncludeRemoval removal(program);
  std::vector<std::uint32_t> unused;
  for (std::uint32_t i = 0; i < program.includes().size(); ++i) {
    const Include& include = program.includes()[i];
    const bool is_project = include.to != kNone && program.files()[include.to].origin == Origin::project;
    if (!is_project || include.to == include.from || !is_wanted(include)) continue;
    if (!use.is_used(include) && !removal.may_break(include)) unused.push_back(i);
  }
  return unused;
}

}  // namespace loadline
