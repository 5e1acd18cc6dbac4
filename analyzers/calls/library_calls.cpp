// Effects of calls without a body.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/library_calls.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
LibraryCalls::LibraryCalls(const Program& program, const Libraries& libraries)
    : program_(program), libraries_(libraries), traits_(program.symbols().size(), 0) {}

// A library whose own code is elsewhere has nothing in the project: `grpc::Registry`, declared there, is the program's, in
// a namespace that is not.
bool LibraryCalls::is_infrastructure_by_name(const Symbol& symbol) const {
  if (libraries_.infrastructure.find(symbol.name) == nullptr) return false;
  const bool is_project = symbol.declared.known() && program_.files()[symbol.declared.file].origin == Origin::project;
  const std::size_t colon = symbol.name.find("::");
  return !is_project || colon == std::string_view::npos || !is_outside(symbol.name.substr(0, colon));
}

bool LibraryCalls::is_outside(std::string_view outermost_namespace) const {
  if (outside_.empty()) {
    outside_.insert("std");
    for (const Symbol& symbol : program_.symbols()) {
      const std::size_t colon = symbol.name.find("::");
      const bool is_system = symbol.declared.known() && program_.files()[symbol.declared.file].origin == Origin::system;
      if (is_system && colon != std::string_view::npos) outside_.insert(symbol.name.substr(0, colon));
    }
  }
  return outside_.contains(outermost_namespace);
}

std::uint8_t LibraryCalls::find_traits(SymbolIndex index) const {
  const Symbol& symbol = program_.symbols()[index];
  std::uint8_t found = kKnown;
  if (is_infrastructure_by_name(symbol)) found |= kInfrastructure;
  if (libraries_.harmless.find(symbol.name) != nullptr) found |= kHarmless;
  if (libraries_.harmless.find(last_name(symbol.name)) != nullptr) found |= kHarmless;
  // is_open(), hasNext(), can_read(): a question, whether its author wrote `const` or not.
  const std::vector<std::string> words = words_in(last_name(symbol.name));
  constexpr std::array<std::string_view, 4> kQuestions = {"is", "has", "can", "was"};
  if (words.size() > 1 && std::find(kQuestions.begin(), kQuestions.end(), words.front()) != kQuestions.end()) {
    found |= kHarmless;
  }
  if (libraries_.changing.find(symbol.name) != nullptr) found |= kChanging;
  if (symbol.name.starts_with("std::") || symbol.name.starts_with("__gnu_cxx::")) found |= kStandard;
  return found;
}

std::uint8_t LibraryCalls::traits(SymbolIndex symbol) const {
  if (symbol == kNone) return kKnown;
  if (traits_[symbol] == 0) traits_[symbol] = find_traits(symbol);
  return traits_[symbol];
}

bool LibraryCalls::is_infrastructure(SymbolIndex symbol) const { return (traits(symbol) & kInfrastructure) != 0; }

bool LibraryCalls::changes_object(const CallFact& call) const {
  constexpr std::uint16_t kLeavesAlone =
      kCallConstMethod | kCallConstructs | kCallStaticOrFree | kCallIndirect | kCallDestroys;
  if (call.callee == 0 || (call.flags & kLeavesAlone) != 0) return false;
  const SymbolIndex callee = program_.find_symbol(call.callee);
  return callee != kNone && (traits(callee) & (kInfrastructure | kHarmless)) == 0;
}

bool LibraryCalls::changes_argument(const CallFact& call, const ArgumentFact& argument) const {
  const SymbolIndex callee = program_.find_symbol(call.callee);
  if (callee == kNone || argument.callable != 0) return false;
  if (argument.passing != Passing::reference && argument.passing != Passing::pointer) return false;
  const std::uint8_t known = traits(callee);
  if ((known & kChanging) != 0) return true;
  if ((known & (kInfrastructure | kHarmless | kStandard)) != 0) return false;
  // A template takes anything by `T&&`, which says nothing; a constructor keeps the reference.
  if (program_.symbols()[callee].has(kTemplate) || (call.flags & kCallConstructs) != 0) return false;
  // A pointer to a class of a library is a handle.
  if (argument.passing == Passing::reference || argument.type == 0) return true;
  const SymbolIndex type = program_.find_symbol(argument.type);
  if (type == kNone) return false;
  const Location declared = program_.symbols()[type].declared;
  return declared.known() && program_.files()[declared.file].origin == Origin::project;
}

}  // namespace loadline
