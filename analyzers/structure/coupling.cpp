// Distinguishes the kinds of coupling.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/coupling.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analyzers/structure/metrics.h"

namespace loadline {
namespace {

// Calls that pass a literal true or false, as places and callees.
class ControlCalls {
 public:
  explicit ControlCalls(const Program& program) {
    const Bodies& bodies = program.bodies();
    for (const CallFact& call : bodies.calls) {
      if (call.callee == 0 || call.argument_count == 0) continue;
      for (std::uint32_t i = 0; i < call.argument_count; ++i) {
        const std::size_t argument = std::size_t{call.first_argument} + i;
        if (argument >= bodies.arguments.size() || bodies.arguments[argument].literal_kind != LiteralKind::boolean)
          continue;
        calls_.emplace_back(Location{call.file, call.line}, call.callee);
        break;
      }
    }
    std::sort(calls_.begin(), calls_.end());
  }

  bool has(Location where, SymbolId callee) const {
    return std::binary_search(calls_.begin(), calls_.end(), std::pair(where, callee));
  }

 private:
  std::vector<std::pair<Location, SymbolId>> calls_;
};

class Classifier {
 public:
  explicit Classifier(const Program& program)
      : program_(program), class_of_(outermost_classes(program)), control_calls_(program) {
    for (const Reference& reference : program.references()) {
      if (reference.kind() != ReferenceKind::inherit || reference.from == kNone || reference.to == kNone) continue;
      bases_.emplace_back(class_of_[reference.from], class_of_[reference.to]);
    }
    std::sort(bases_.begin(), bases_.end());
  }

  CouplingKind kind_of(const Evidence& evidence) const {
    if (evidence.to == kNone) return CouplingKind::data;
    const Symbol& target = program_.symbols()[evidence.to];
    if (reaches_inside(evidence, target)) return CouplingKind::content;
    if (is_shared_state(target)) return CouplingKind::common;
    switch (evidence.kind) {
      case ReferenceKind::inherit:
      case ReferenceKind::override_: return CouplingKind::inheritance;
      case ReferenceKind::call:
        return control_calls_.has(evidence.where, target.id) ? CouplingKind::control : CouplingKind::data;
      default: return CouplingKind::data;
    }
  }

 private:
  // A friend declaration grants access to all; a use of what is not public needs one, or comes from a derived class,
  // for which protected and overridable members are meant.
  bool reaches_inside(const Evidence& evidence, const Symbol& target) const {
    if (evidence.kind == ReferenceKind::friend_) return true;
    if (target.access != Access::private_ && target.access != Access::protected_) return false;
    if (evidence.from == kNone || evidence.kind == ReferenceKind::override_) return false;
    if ((evidence.flags & (kImplicitReference | kFromInstantiation)) != 0) return false;
    const SymbolIndex user = class_of_[evidence.from], owner = class_of_[evidence.to];
    return owner != kNone && user != owner && !derives(user, owner, 8);
  }

  bool derives(SymbolIndex derived, SymbolIndex base, int depth) const {
    if (derived == kNone || depth == 0) return false;
    auto at = std::lower_bound(bases_.begin(), bases_.end(), std::pair(derived, SymbolIndex{0}));
    for (; at != bases_.end() && at->first == derived; ++at) {
      if (at->second == base || (at->second != derived && derives(at->second, base, depth - 1))) return true;
    }
    return false;
  }

  static bool is_shared_state(const Symbol& target) {
    return target.kind == SymbolKind::variable && target.has(kStaticStorage) && !target.has(kConst) &&
           !target.has(kConstexpr) && !target.has(kThreadLocal) && !target.has(kMutexType) &&
           !target.has(kFunctionLocal) && target.linkage != Linkage::internal;
  }

  const Program& program_;
  std::vector<SymbolIndex> class_of_;
  ControlCalls control_calls_;
  std::vector<std::pair<SymbolIndex, SymbolIndex>> bases_;
};

Coupling coupling_of(const Classifier& classifier, const Dependency& edge, const std::vector<Evidence>& evidence) {
  Coupling coupling;
  coupling.from = edge.from;
  coupling.to = edge.to;
  std::vector<std::pair<CouplingKind, SymbolIndex>> carriers;
  std::array<std::vector<Evidence>, kCouplingKinds> by_kind;
  for (const Evidence& piece : evidence) {
    if (piece.to == kNone) continue;
    const CouplingKind kind = classifier.kind_of(piece);
    carriers.emplace_back(kind, piece.to);
    if (kind != CouplingKind::data) by_kind[static_cast<std::size_t>(kind)].push_back(piece);
  }
  std::sort(carriers.begin(), carriers.end());
  carriers.erase(std::unique(carriers.begin(), carriers.end()), carriers.end());
  for (const auto& [kind, symbol] : carriers) ++coupling.carriers[static_cast<std::size_t>(kind)];
  const CouplingKind worst = coupling.kind();
  coupling.worst = worst == CouplingKind::data ? evidence : std::move(by_kind[static_cast<std::size_t>(worst)]);
  return coupling;
}

}  // namespace

std::string_view name_of(CouplingKind kind) {
  constexpr std::array<std::string_view, kCouplingKinds> kNames{"data", "control", "inheritance", "common", "content"};
  return kNames[static_cast<std::size_t>(kind)];
}

CouplingKind Coupling::kind() const {
  for (int kind = kCouplingKinds - 1; kind > 0; --kind) {
    if (carriers[static_cast<std::size_t>(kind)] > 0) return static_cast<CouplingKind>(kind);
  }
  return CouplingKind::data;
}

std::uint32_t Coupling::connections() const {
  std::uint32_t all = 0;
  for (const std::uint32_t count : carriers) all += count;
  return all;
}

double Coupling::strength() const {
  const double n = connections();
  return n == 0 ? 0 : static_cast<double>(kind()) + 1 + n / (n + 1);
}

std::vector<Coupling> module_couplings(const Program& program, const Modules& modules,
                                       const ModuleDependencies& dependencies) {
  std::vector<Coupling> couplings;
  if (modules.all().size() < 2) return couplings;
  const Classifier classifier(program);
  for (const Dependency& edge : dependencies.all()) {
    couplings.push_back(coupling_of(classifier, edge, dependencies.evidence(edge.from, edge.to)));
  }
  return couplings;
}

}  // namespace loadline
