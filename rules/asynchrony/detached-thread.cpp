// detached-thread: threads that nobody waits for, so that nothing limits them and nothing ends them cleanly.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include <fmt/core.h>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const FunctionFact& function : program.bodies().functions) {
    const std::string name = handler_name(program, function.symbol);
    for (const CallFact& call : program.bodies().calls_of(function)) {
      const std::string_view callee = program.name_of(call.callee);
      if (!is_in(NameGroup::thread_detaching, callee) || any_matches(ignored, name)) continue;
      Finding finding;
      finding.severity = entry.severity;
      finding.where = place_of(program, {call.file, call.line});
      finding.message = fmt::format("`{}` detaches a thread", name);
      finding.advice = "hand the work to a pool with a bounded queue, or keep the thread and join it at shutdown";
      finding.trail = {{finding.where, fmt::format("`{}` calls `{}`", name, callee)}};
      finding.from = name;
      finding.to = callee;
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may detach threads"),
};

}  // namespace

extern const Rule detached_thread = {
    .id = "detached-thread",
    .principle = "asynchrony",
    .title = "a thread that nothing joins",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
