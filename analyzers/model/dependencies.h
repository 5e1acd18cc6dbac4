// Dependencies between files and between modules: edges with kinds, counts and places, derived from references and includes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analyzers/model/graph.h"
#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// One place where a dependency shows: a reference or an include directive.
struct Evidence {
  Location where;
  ReferenceKind kind = ReferenceKind::include;
  SymbolIndex from = kNone;  // kNone at file scope and for includes
  SymbolIndex to = kNone;    // kNone for includes
  FileIndex to_file = kNone;
  std::uint8_t flags = 0;  // ReferenceFlag bits
};

Evidence evidence_of(const Program& program, const Reference& reference);
Evidence evidence_of(const Include& include);

// A set of reference kinds; bit i stands for ReferenceKind(i).
class KindSet {
 public:
  constexpr KindSet() = default;
  static constexpr KindSet all() {
    KindSet set;
    set.bits_ = (1u << kReferenceKinds) - 1;
    return set;
  }
  constexpr void add(ReferenceKind kind) { bits_ |= 1u << static_cast<unsigned>(kind); }
  constexpr bool has(ReferenceKind kind) const { return (bits_ >> static_cast<unsigned>(kind)) & 1u; }
  constexpr bool empty() const { return bits_ == 0; }
  friend bool operator==(KindSet, KindSet) = default;

 private:
  std::uint32_t bits_ = 0;
};

struct Dependency {
  std::uint32_t from = 0;  // module, file or symbol number, by level
  std::uint32_t to = 0;
  std::uint64_t total = 0;                              // number of pieces of evidence
  std::array<std::uint32_t, kReferenceKinds> counts{};  // by kind
  std::uint32_t first_evidence = 0;                     // into FileDependencies::evidence(); only for file level
  std::uint32_t evidence_count = 0;

  KindSet kinds() const;
};

// Whether a piece of evidence counts. An empty function accepts everything.
using EvidencePredicate = std::function<bool(const Evidence&)>;

// All dependencies between project files, computed once, sorted by (from file, to file, place).
// Linear in references (plus the sort).
class FileDependencies {
 public:
  explicit FileDependencies(const Program& program, const EvidencePredicate& counts = {});

  std::span<const Dependency> all() const { return dependencies_; }  // sorted by from, to
  std::span<const Evidence> evidence(const Dependency& dependency) const {
    return std::span(evidence_).subspan(dependency.first_evidence, dependency.evidence_count);
  }
  // Dependencies of one file on others.
  std::span<const Dependency> from(FileIndex file) const;
  Graph graph(std::uint32_t files, KindSet kinds = KindSet::all()) const;

 private:
  std::vector<Dependency> dependencies_;
  std::vector<Evidence> evidence_;
};

// The same between modules. Files without a module do not appear.
class ModuleDependencies {
 public:
  ModuleDependencies(const FileDependencies& files, const Modules& modules);

  std::span<const Dependency> all() const { return dependencies_; }  // sorted by from, to
  const Dependency* find(ModuleIndex from, ModuleIndex to) const;
  // Every piece of evidence for one edge, sorted by place. Kinds not in `kinds` are left out.
  std::vector<Evidence> evidence(ModuleIndex from, ModuleIndex to, KindSet kinds = KindSet::all()) const;
  Graph graph(KindSet kinds = KindSet::all()) const;

 private:
  const FileDependencies& files_;
  const Modules& modules_;
  std::vector<Dependency> dependencies_;
  std::vector<std::vector<std::uint32_t>> file_edges_;  // parallel to dependencies_: indexes into files_.all()
};

}  // namespace loadline
