// service-coupling: services that include or link each other's code, so that they cannot be released alone.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include "analyzers/services/running_services.h"
#include "analyzers/services/service_owners.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const std::vector<RunningService>& services = analyses.running_services();
  if (services.size() < 2) return;
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const std::vector<std::uint32_t> owners = owners_of_files(program, analyses.modules(), services);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Evidence>> couplings;
  const FileDependencies& dependencies = analyses.file_dependencies();
  for (const Dependency& dependency : dependencies.all()) {
    const std::uint32_t from = owners[dependency.from], to = owners[dependency.to];
    if (from == kNone || to == kNone || from == to) continue;
    const auto evidence = dependencies.evidence(dependency);
    std::vector<Evidence>& all = couplings[{from, to}];
    all.insert(all.end(), evidence.begin(), evidence.end());
  }
  for (auto& [pair, evidence] : couplings) {
    const std::string &from = services[pair.first].name, &to = services[pair.second].name;
    if (any_matches(ignored, from) || any_matches(ignored, to)) continue;
    sort_by_place(evidence);
    Finding finding;
    finding.severity = entry.severity;
    finding.trail = steps_of(program, evidence);
    finding.carriers = carriers_in(program, evidence);
    finding.where = finding.trail.front().where;
    finding.message = fmt::format("the service `{}` uses code of the service `{}` ({})", from, to,
                                  counted(evidence.size(), "reference"));
    finding.advice = "call it over its API, or move what both need into a library that belongs to neither";
    finding.from = from;
    finding.to = to;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that are left out: names or globs"),
};

}  // namespace

extern const Rule service_coupling = {
    .id = "service-coupling",
    .principle = "services",
    .title = "a service that uses the code of another",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
