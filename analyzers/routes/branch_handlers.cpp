// Looks at the calls of a branch, and at the members of a class.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/branch_handlers.h"

#include <algorithm>

#include "analyzers/routes/method_branches.h"

namespace loadline {

namespace {

bool is_in(const std::vector<bool>& blocks, std::uint32_t block) { return block < blocks.size() && blocks[block]; }

}  // namespace

bool BranchHandlers::does_something(const FunctionFact& body, const std::vector<bool>& runs) const {
  const auto is_there = [&](const auto& fact) { return is_in(runs, fact.block); };
  const auto calls = program_.bodies().calls_of(body);
  const auto writes = program_.bodies().writes_of(body);
  return std::any_of(calls.begin(), calls.end(), is_there) || std::any_of(writes.begin(), writes.end(), is_there);
}

bool BranchHandlers::leaves(const FunctionFact& body, const std::vector<bool>& runs) const {
  const auto steps = program_.bodies().steps_of(body);
  return std::any_of(steps.begin(), steps.end(), [&](const StepFact& step) {
    const auto goes_on = [&](const StepFact& other) { return other.from == step.to; };
    return is_in(runs, step.from) && std::none_of(steps.begin(), steps.end(), goes_on);
  });
}

SymbolId BranchHandlers::handler_in(const FunctionFact& body, const std::vector<bool>& runs,
                                    std::uint32_t framework) const {
  SymbolId handler = 0;
  for (const CallFact& call : program_.bodies().calls_of(body)) {
    if (!is_in(runs, call.block) || call.callee == 0) continue;
    if ((call.flags & kCallConstructs) != 0) {
      const SymbolId made = made_handler(call);
      if (made != 0) return made;
      continue;
    }
    if (flow_.call_graph().find(call.callee) == kNone || !is_given_on(call)) continue;
    if (parts_.is_part_of(framework, call.callee)) continue;  // it answers through the framework
    if (handler != 0 && handler != call.callee) return 0;
    handler = call.callee;
  }
  return handler;
}

// `new Page` in a factory: the override in Page.
SymbolId BranchHandlers::made_handler(const CallFact& call) const {
  const SymbolIndex constructor = program_.find_symbol(call.callee);
  if (constructor == kNone || program_.symbols()[constructor].parent == kNone) return 0;
  const auto found = expansion_.handlers_in(program_.symbols()[program_.symbols()[constructor].parent].id);
  return found.empty() ? 0 : found.front().function;
}

// Some argument or the object leads back to a parameter, a capture or `this`.
bool BranchHandlers::is_given_on(const CallFact& call) const {
  const auto is_given = [](const PlaceFact& place) {
    return place.root == Root::parameter || place.root == Root::value_parameter || place.root == Root::capture ||
           place.root == Root::this_;
  };
  const auto arguments = flow_.arguments_of(call);
  return is_given(call.object) || std::any_of(arguments.begin(), arguments.end(),
                                              [&](const ArgumentFact& argument) { return is_given(argument.place); });
}

// From a lambda to its function's class.
SymbolIndex BranchHandlers::class_of(SymbolId function) const {
  const SymbolIndex index = program_.find_symbol(function);
  SymbolIndex holder = index == kNone ? kNone : program_.symbols()[index].parent;
  while (holder != kNone && program_.symbols()[holder].kind != SymbolKind::class_ &&
         program_.symbols()[holder].kind != SymbolKind::struct_) {
    holder = program_.symbols()[holder].parent;
  }
  return holder;
}

bool BranchHandlers::is_connection(SymbolIndex type) const {
  const SymbolId id = program_.symbols()[type].id;
  for (const BaseFact& base : program_.bases()) {
    if (base.derived == id && flow_.name_of(base.base) == "std::enable_shared_from_this") return true;
  }
  for (const Symbol& symbol : program_.symbols()) {
    if (symbol.kind != SymbolKind::field || symbol.parent != type || symbol.type == kNone) continue;
    if (libraries_.connection_parts.find(program_.symbols()[symbol.type].name) != nullptr) return true;
  }
  const auto members = flow_.members_of(id);
  return std::any_of(members.begin(), members.end(), [&](SymbolIndex member) {
    return libraries_.handler_bases.find(program_.symbols()[member].name) != nullptr;
  });
}

HandlerLifetime BranchHandlers::lifetime_of(SymbolId function, std::uint32_t framework) const {
  const HandlerLifetime declared = libraries_.frameworks[framework].lifetime;
  if (declared == HandlerLifetime::process) return declared;
  const SymbolIndex holder = class_of(function);
  if (holder == kNone) return HandlerLifetime::process;
  const bool is_declared = is_connection(holder) || !expansion_.handlers_in(program_.symbols()[holder].id).empty();
  return is_declared ? declared : HandlerLifetime::process;
}

}  // namespace loadline
