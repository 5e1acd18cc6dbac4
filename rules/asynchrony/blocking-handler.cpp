// blocking-handler: handlers that wait, and so hold the thread that serves other requests.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

constexpr double kShortest = 1;  // second: see the rule's page

// All handlers that wait in one call.
using Waits = std::vector<const BlockingUse*>;

bool runs_on_loop(const Analyses& analyses, const BlockingUse& use) {
  const Route& route = analyses.routes()[use.route];
  return analyses.libraries().frameworks[route.framework].threading == Threading::event_loop;
}

// To wait is what the thread of a consumer is for, and a short limit ends a wait before it takes a pool down.
bool counts(const Analyses& analyses, const BlockingUse& use, double shortest) {
  if (runs_on_loop(analyses, use)) return true;
  if (analyses.routes()[use.route].method == "CONSUME") return false;
  if (!use.limit.is_limited) return true;
  return use.limit.milliseconds && static_cast<double>(*use.limit.milliseconds) > shortest * 1000;
}

std::string limit_text(const WaitLimit& limit) {
  if (!limit.milliseconds) return limit.is_limited ? ", for a limited time" : "";
  const std::int64_t time = *limit.milliseconds;
  return ", for up to " + (time % 1000 == 0 ? std::to_string(time / 1000) + " s" : std::to_string(time) + " ms");
}

Finding finding_of(const Analyses& analyses, const RuleEntry& entry, const Waits& waits) {
  const Program& program = analyses.program();
  const BlockingUse& use = *waits.front();
  const Route& route = analyses.routes()[use.route];
  const bool on_loop = runs_on_loop(analyses, use);
  const std::string callee = handler_name(program, use.callee);
  Finding finding;
  finding.severity = on_loop ? entry.severity : std::min(entry.severity, Severity::warning);
  finding.where = place_of(program, use.path.back().where);
  finding.message = '`' + route_name(program, route) + '`';
  if (waits.size() > 1) finding.message += " and " + counted(waits.size() - 1, "other handler");
  finding.message +=
      std::string(waits.size() > 1 ? " wait" : " waits") + " in `" + callee + "` (" + use.model->category + ')' +
      limit_text(use.limit) +
      (on_loop ? ", on the event loop that serves all other requests" : ", holding a thread of the server");
  finding.advice = use.model->advice;
  finding.trail = steps_from(program, route, use.path, "waits");
  for (std::size_t at = 1; at < waits.size(); ++at) {
    const Route& other = analyses.routes()[waits[at]->route];
    finding.trail.push_back({place_of(program, other.where), '`' + route_name(program, other) + "` gets there, too"});
  }
  finding.from = handler_name(program, use.path.back().function);
  finding.to = callee;
  finding.kind = use.model->category;
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const double shortest = entry.number("shortest", kShortest);
  std::map<std::pair<Location, std::string>, Waits> by_place;
  for (const BlockingUse& use : analyses.blocking_uses()) {
    const std::string callee = handler_name(analyses.program(), use.callee);
    if (any_matches(ignored, callee) || !counts(analyses, use, shortest)) continue;
    by_place[{use.path.back().where, callee}].push_back(&use);
  }
  for (auto& [place, waits] : by_place) {
    // The one that gets there most directly is told, of those on an event loop.
    std::stable_sort(waits.begin(), waits.end(), [&](const BlockingUse* a, const BlockingUse* b) {
      return std::pair(!runs_on_loop(analyses, *a), a->path.size()) <
             std::pair(!runs_on_loop(analyses, *b), b->path.size());
    });
    emit(finding_of(analyses, entry, waits));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may be waited for"),
    OptionSpec{"shortest", OptionType::number,
               "seconds: a wait with a shorter limit is not told, except on an event loop", false, "1", 0},
};

}  // namespace

extern const Rule blocking_handler = {
    .id = "blocking-handler",
    .principle = "asynchrony",
    .title = "a handler that waits for something",
    .severity = Severity::error,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
