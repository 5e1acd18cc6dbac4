// Follows parameters from library calls up to where they are constants.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/constant_arguments.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyzers/calls/call_arguments.h"

namespace loadline {
namespace {

class ConstantFinder {
 public:
  ConstantFinder(const Program& program, const CallSites& sites)
      : program_(program), bodies_(program.bodies()), sites_(sites) {}

  void take(const CallSite& site, int position, SymbolIndex api) {
    const auto& [body, call] = site;
    const ArgumentFact* argument = argument_at(program_, bodies_.calls[call], position);
    if (argument == nullptr) return;
    const SymbolId caller = body->symbol;
    if (argument->literal_kind == LiteralKind::string || argument->literal_kind == LiteralKind::integer) {
      const std::string_view text = bodies_.texts[argument->literal];
      if (!seen_.emplace(caller, text, api).second) return;
      const CallFact& at = bodies_.calls[call];
      found_.push_back(
          {{at.file, at.line}, caller, at.callee, api, text, argument->literal_kind == LiteralKind::integer});
      return;
    }
    const bool is_parameter = argument->place.root == Root::parameter || argument->place.root == Root::value_parameter;
    if (!is_parameter || argument->place.field != 0) return;
    const int parameter = static_cast<int>(argument->place.index);
    if (!lifted_.emplace(caller, parameter, api).second) return;
    for (const CallSite& outer : sites_.of(caller)) take(outer, parameter, api);
  }

  std::vector<ConstantArgument> found() && {
    const auto key = [](const ConstantArgument& c) { return std::tie(c.where, c.text, c.function, c.api); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return std::move(found_);
  }

 private:
  const Program& program_;
  const Bodies& bodies_;
  const CallSites& sites_;
  std::set<std::tuple<SymbolId, int, SymbolIndex>> lifted_;  // also ends the walk where functions call each other
  std::set<std::tuple<SymbolId, std::string_view, SymbolIndex>> seen_;
  std::vector<ConstantArgument> found_;
};

}  // namespace

std::vector<ConstantArgument> constant_arguments(const Program& program, const CallSites& sites, const ApiUses& uses,
                                                 Role role) {
  if (uses.of(role).empty()) return {};
  ConstantFinder finder(program, sites);
  for (const ApiUse& use : uses.of(role)) {
    const CallSite site{&program.bodies().functions[use.function], use.call};
    finder.take(site, use.argument, use.symbol);
  }
  return std::move(finder).found();
}

std::unordered_set<SymbolId> configuration_readers(const Program& program, const ApiUses& uses) {
  std::unordered_set<SymbolId> readers;
  for (const ApiUse& use : uses.of(Role::configuration)) {
    const SymbolId reader = program.bodies().functions[use.function].symbol;
    const std::string_view name = program.name_of(reader);
    if (!name.empty() && name != "main") readers.insert(reader);
  }
  return readers;
}

}  // namespace loadline
