// lock-across-blocking-call: a lock that is held while its owner waits for something slow.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>
#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

std::string mutex_name(const Program& program, const GuardFact& guard) {
  const SymbolId variable = guard.mutex.last_field != 0 ? guard.mutex.last_field : guard.mutex.symbol;
  const Symbol* mutex = program.symbol(variable);
  return mutex == nullptr ? "a lock" : '`' + std::string(mutex->name) + '`';
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const std::vector<Route>& routes = analyses.routes();
  const BlockingCalls blocking(program, analyses.call_graph(), analyses.rpc_stubs(), analyses.libraries());
  for (const LockedWait& wait :
       find_locked_waits(program, analyses.call_graph(), routes, analyses.route_branches(), blocking)) {
    const std::string holder = handler_name(program, wait.holder);
    const std::string callee = handler_name(program, wait.callee);
    if (any_matches(ignored, holder) || any_matches(ignored, callee)) continue;
    const std::string mutex = mutex_name(program, wait.guard);
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(program, wait.path.back().where);
    finding.message = fmt::format("`{}` holds {} while it waits in `{}` ({}); `{}` gets there", holder, mutex, callee,
                                  wait.model->category, route_name(program, routes[wait.route]));
    finding.advice = "copy what is needed under the lock, release it, and wait then";
    finding.trail.push_back({place_of(program, {wait.guard.file, wait.guard.line}), '`' + holder + "` locks " + mutex});
    add_steps(program, wait.path, "waits", finding.trail);
    finding.from = holder;
    finding.to = callee;
    finding.kind = wait.model->category;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may wait with a lock held, and calls they may wait in"),
};

}  // namespace

extern const Rule lock_across_blocking_call = {
    .id = "lock-across-blocking-call",
    .principle = "asynchrony",
    .title = "a lock held while waiting",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
