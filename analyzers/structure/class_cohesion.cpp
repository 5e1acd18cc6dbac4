// Joins methods by the members they use.
// SPDX-License-Identifier: Apache-2.0
//
//   class Job { run() { steps_; }  stop() { steps_; }  name() { label_; } }     groups {run, stop} and {name}: LCOM4 = 2
#include "analyzers/structure/class_cohesion.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace loadline {
namespace {

bool is_method(const Symbol& symbol) {
  return symbol.kind == SymbolKind::method || symbol.kind == SymbolKind::conversion;
}

class Joiner {
 public:
  explicit Joiner(const Program& program) : program_(program), parents_(program.symbols().size()) {
    std::iota(parents_.begin(), parents_.end(), 0);
    uses_member_.resize(parents_.size());
    for (const Reference& reference : program.references()) {
      if (reference.kind() == ReferenceKind::inherit && reference.from != kNone && reference.to != kNone) {
        bases_[reference.from].push_back(reference.to);
      }
    }
  }

  void join(const Reference& reference) {
    const SymbolIndex method = method_around(reference.from);
    if (method == kNone || reference.to == kNone || reference.to == method) return;
    const Symbol& target = program_.symbols()[reference.to];
    const SymbolIndex own = program_.symbols()[method].parent;
    const bool is_member = is_method(target) || target.kind == SymbolKind::field || target.kind == SymbolKind::variable;
    if (!is_member || target.parent == kNone || !program_.symbols()[target.parent].is_class()) return;
    // The class itself stands for all that it inherits.
    if (target.parent == own) {
      unite(method, reference.to);
    } else if (inherits(own, target.parent)) {
      unite(method, own);
    } else {
      return;
    }
    uses_member_[method] = true;
    if (target.parent == own && is_method(target)) uses_member_[reference.to] = true;
  }

  bool uses_member(SymbolIndex method) const { return uses_member_[method]; }

  SymbolIndex root(SymbolIndex symbol) {
    while (parents_[symbol] != symbol) symbol = parents_[symbol] = parents_[parents_[symbol]];
    return symbol;
  }

 private:
  void unite(SymbolIndex a, SymbolIndex b) { parents_[std::max(root(a), root(b))] = std::min(root(a), root(b)); }

  // The method whose body holds the code of `symbol`, which may be a lambda in it.
  SymbolIndex method_around(SymbolIndex symbol) const {
    for (int depth = 0; symbol != kNone && depth < 16; ++depth) {
      const Symbol& at = program_.symbols()[symbol];
      if (is_method(at)) return at.parent != kNone && program_.symbols()[at.parent].is_class() ? symbol : kNone;
      if (at.kind != SymbolKind::lambda && at.kind != SymbolKind::variable) return kNone;
      symbol = at.parent;
    }
    return kNone;
  }

  bool inherits(SymbolIndex derived, SymbolIndex base) {
    const auto [known, is_new] = inherits_.try_emplace({derived, base}, false);
    if (!is_new) return known->second;  // also ends the search in a cycle, which only damaged facts can hold
    const auto bases = bases_.find(derived);
    bool found = false;
    if (bases != bases_.end()) {
      for (const SymbolIndex direct : bases->second) found = found || direct == base || inherits(direct, base);
    }
    return inherits_[{derived, base}] = found;
  }

  const Program& program_;
  std::vector<SymbolIndex> parents_;  // union-find
  std::vector<bool> uses_member_;
  std::map<SymbolIndex, std::vector<SymbolIndex>> bases_;
  std::map<std::pair<SymbolIndex, SymbolIndex>, bool> inherits_;
};

void sort_groups(const Program& program, ClassCohesion& cohesion) {
  const auto place = [&](SymbolIndex s) {
    return std::tuple(program.symbols()[s].declared, program.symbols()[s].name, s);
  };
  for (std::vector<SymbolIndex>& group : cohesion.groups) {
    std::sort(group.begin(), group.end(), [&](SymbolIndex a, SymbolIndex b) { return place(a) < place(b); });
    cohesion.methods += static_cast<std::uint32_t>(group.size());
  }
  std::sort(cohesion.groups.begin(), cohesion.groups.end(), [&](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : place(a.front()) < place(b.front());
  });
}

}  // namespace

std::vector<ClassCohesion> class_cohesions(const Program& program) {
  Joiner joiner(program);
  for (const Reference& reference : program.references()) joiner.join(reference);
  std::map<SymbolIndex, std::map<SymbolIndex, std::vector<SymbolIndex>>> groups;  // by class and root
  for (SymbolIndex method = 0; method < program.symbols().size(); ++method) {
    const Symbol& symbol = program.symbols()[method];
    if (!is_method(symbol) || !joiner.uses_member(method)) continue;
    const Location where = program.symbols()[symbol.parent].defined;
    if (!where.known() || program.files()[where.file].origin != Origin::project) continue;
    groups[symbol.parent][joiner.root(method)].push_back(method);
  }
  std::vector<ClassCohesion> cohesions;
  for (auto& [owner, by_root] : groups) {
    ClassCohesion& cohesion = cohesions.emplace_back();
    cohesion.symbol = owner;
    for (auto& [root, methods] : by_root) cohesion.groups.push_back(std::move(methods));
    sort_groups(program, cohesion);
  }
  return cohesions;
}

}  // namespace loadline
