// Follows parameters from library calls up to where they are constants.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/constant_arguments.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "analyzers/call_arguments.h"

namespace loadline {
namespace {

class ConstantFinder {
 public:
  explicit ConstantFinder(const Program& program) : program_(program), bodies_(program.bodies()) {
    for (std::uint32_t function = 0; function < bodies_.functions.size(); ++function) {
      const FunctionFact& body = bodies_.functions[function];
      for (std::uint32_t call = body.first_call; call < body.first_call + body.call_count; ++call) {
        if (bodies_.calls[call].callee != 0) calls_of_[bodies_.calls[call].callee].push_back({function, call});
      }
    }
  }

  void take(std::uint32_t function, std::uint32_t call, int position, SymbolIndex api) {
    const ArgumentFact* argument = argument_at(program_, bodies_.calls[call], position);
    if (argument == nullptr) return;
    const SymbolId caller = bodies_.functions[function].symbol;
    if (argument->is_literal == 1 || argument->is_literal == 2) {
      const std::string_view text = bodies_.texts[argument->literal];
      if (!seen_.emplace(caller, text, api).second) return;
      const CallFact& at = bodies_.calls[call];
      found_.push_back({{at.file, at.line}, caller, at.callee, api, text, argument->is_literal == 2});
      return;
    }
    const bool is_parameter = argument->place.root == Root::parameter || argument->place.root == Root::value_parameter;
    if (!is_parameter || argument->place.field != 0) return;
    const int parameter = static_cast<int>(argument->place.index);
    if (!lifted_.emplace(caller, parameter, api).second) return;
    const auto callers = calls_of_.find(caller);
    if (callers == calls_of_.end()) return;
    for (const auto& [outer, outer_call] : callers->second) take(outer, outer_call, parameter, api);
  }

  std::vector<ConstantArgument> found() && {
    const auto key = [](const ConstantArgument& c) { return std::tie(c.where, c.text, c.function, c.api); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return std::move(found_);
  }

 private:
  const Program& program_;
  const Bodies& bodies_;
  std::unordered_map<SymbolId, std::vector<std::pair<std::uint32_t, std::uint32_t>>> calls_of_;  // function, call
  std::set<std::tuple<SymbolId, int, SymbolIndex>> lifted_;  // also ends the walk where functions call each other
  std::set<std::tuple<SymbolId, std::string_view, SymbolIndex>> seen_;
  std::vector<ConstantArgument> found_;
};

}  // namespace

std::vector<ConstantArgument> constant_arguments(const Program& program, const ApiUses& uses, Role role) {
  if (uses.of(role).empty()) return {};
  ConstantFinder finder(program);
  for (const ApiUse& use : uses.of(role)) finder.take(use.function, use.call, use.argument, use.symbol);
  return std::move(finder).found();
}

std::unordered_set<SymbolId> configuration_readers(const Program& program, const ApiUses& uses) {
  std::unordered_set<SymbolId> readers;
  for (const ApiUse& use : uses.of(Role::configuration)) {
    const SymbolId reader = program.bodies().functions[use.function].symbol;
    const SymbolIndex symbol = program.find_symbol(reader);
    if (symbol != kNone && program.symbols()[symbol].name != "main") readers.insert(reader);
  }
  return readers;
}

}  // namespace loadline
