// Looks for threads among the calls in counted loops.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/counted_threads.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool is_thread(std::string_view name) { return is_in(NameGroup::threads, name); }

// Functions that name a thread as a template argument: they have a `std::vector<std::thread>`.
std::unordered_set<SymbolId> holders_of_threads(const Program& program) {
  std::unordered_set<SymbolId> holders;
  for (const Reference& reference : program.references()) {
    if (reference.kind() != ReferenceKind::template_argument || reference.from == kNone || reference.to == kNone)
      continue;
    if (is_thread(program.symbols()[reference.to].name)) holders.insert(program.symbols()[reference.from].id);
  }
  return holders;
}

}  // namespace

std::vector<CountedThreads> counted_threads(const Program& program) {
  const std::unordered_set<SymbolId> holders = holders_of_threads(program);
  const auto starts_thread = [&](const FunctionFact& function, const CallFact& call) {
    const Symbol* callee = program.symbol(call.callee);
    if (callee == nullptr) return false;
    const std::string_view name = last_name(callee->name);
    if (is_in(NameGroup::thread_starting, callee->name)) return true;
    if (is_thread(without_last(callee->name))) return (call.flags & kCallConstructs) != 0;
    if (name != "emplace_back" && name != "push_back") return false;
    const auto arguments = program.bodies().arguments_of(call);
    const bool has_callable =
        std::any_of(arguments.begin(), arguments.end(), [](const auto& a) { return a.callable != 0; });
    const Symbol* field = program.symbol(call.object.last_field);
    return has_callable && (field != nullptr ? field->signature.find("thread>") != std::string_view::npos
                                             : holders.contains(function.symbol));
  };
  std::vector<CountedThreads> found;
  for (const FunctionFact& function : program.bodies().functions) {
    for (const CallFact& call : program.bodies().calls_of(function)) {
      if ((call.flags & kCallCounted) == 0 || !starts_thread(function, call)) continue;
      found.push_back({function.symbol, call.callee, {call.file, call.line}});
    }
  }
  return found;
}

}  // namespace loadline
