// Abstract classes, what derives from them, and references to them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/interfaces.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace loadline {
namespace {

class InterfaceFinder {
 public:
  explicit InterfaceFinder(const Program& program) : program_(program) {
    for (const Symbol& symbol : program.symbols()) {
      const bool is_code = symbol.kind == SymbolKind::method && !symbol.has(kVirtual) && !symbol.has(kStaticMember) &&
                           !symbol.has(kImplicit);
      if ((is_code || symbol.kind == SymbolKind::field) && symbol.parent != kNone) shares_.insert(symbol.parent);
    }
    for (const Reference& reference : program.references()) {
      if (reference.kind() == ReferenceKind::inherit && reference.from != kNone && reference.to != kNone) {
        derived_[reference.to].push_back(reference.from);
        shares_.insert(reference.from);
      }
    }
  }

  std::vector<Interface> find() {
    std::vector<Interface> interfaces;
    for (SymbolIndex index = 0; index < program_.symbols().size(); ++index) {
      if (is_interface(index)) interfaces.push_back(describe(index));
    }
    for (std::uint32_t number = 0; number < interfaces.size(); ++number) number_of_[interfaces[number].symbol] = number;
    for (const Reference& reference : program_.references()) count(reference, interfaces);
    std::sort(interfaces.begin(), interfaces.end(), [&](const Interface& a, const Interface& b) {
      return program_.symbols()[a.symbol].defined < program_.symbols()[b.symbol].defined;
    });
    return interfaces;
  }

 private:
  bool is_interface(SymbolIndex index) const {
    const Symbol& symbol = program_.symbols()[index];
    return symbol.is_class() && symbol.has(kAbstract) && !symbol.has(kTemplate) && symbol.defined.known() &&
           program_.files()[symbol.defined.file].origin == Origin::project && !shares_.contains(index);
  }

  Interface describe(SymbolIndex index) const {
    std::set<SymbolIndex> all;
    std::vector<SymbolIndex> open{index};
    while (!open.empty()) {
      const auto found = derived_.find(open.back());
      open.pop_back();
      if (found == derived_.end()) continue;
      for (const SymbolIndex derived : found->second) {
        if (all.insert(derived).second) open.push_back(derived);
      }
    }
    Interface interface;
    interface.symbol = index;
    interface.derived.assign(all.begin(), all.end());
    for (const SymbolIndex derived : all) {
      if (!program_.symbols()[derived].has(kAbstract)) interface.implementations.push_back(derived);
    }
    return interface;
  }

  // A reference to an interface or a member of it, unless it comes from its own family.
  void count(const Reference& reference, std::vector<Interface>& interfaces) const {
    if (reference.to == kNone || reference.kind() == ReferenceKind::inherit ||
        reference.kind() == ReferenceKind::override_ || reference.kind() == ReferenceKind::forward_declare) {
      return;
    }
    auto found = number_of_.find(reference.to);
    const SymbolIndex parent = program_.symbols()[reference.to].parent;
    if (found == number_of_.end() && parent != kNone) found = number_of_.find(parent);
    if (found == number_of_.end()) return;
    Interface& interface = interfaces[found->second];
    for (SymbolIndex from = reference.from; from != kNone; from = program_.symbols()[from].parent) {
      const bool is_family =
          from == interface.symbol || std::binary_search(interface.derived.begin(), interface.derived.end(), from);
      if (is_family) return;
    }
    ++interface.uses;
  }

  const Program& program_;
  std::set<SymbolIndex> shares_;  // classes that hold something for those derived from them
  std::map<SymbolIndex, std::vector<SymbolIndex>> derived_;
  std::unordered_map<SymbolIndex, std::uint32_t> number_of_;
};

}  // namespace

std::vector<Interface> find_interfaces(const Program& program) { return InterfaceFinder(program).find(); }

}  // namespace loadline
