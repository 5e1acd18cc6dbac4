// no-environment-config: services that read no configuration, so that each environment needs its own build.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

// main passes an element of argv on, or argv itself.
bool uses_command_line(const Program& program, const RunningService& service) {
  const Bodies& bodies = program.bodies();
  const auto is_argv = [](const PlaceFact& place) {
    return (place.root == Root::parameter || place.root == Root::value_parameter) && place.index == 1;
  };
  for (const FunctionFact& function : bodies.functions) {
    if (!service.has_file[function.file] || handler_name(program, function.symbol) != "main") continue;
    for (const CallFact& call : bodies.calls_of(function)) {
      const auto arguments = bodies.arguments_of(call);
      if (std::any_of(arguments.begin(), arguments.end(), [&](const auto& a) { return is_argv(a.place); })) return true;
    }
  }
  return false;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  for (const RunningService* service : judged_services(analyses, entry)) {
    if (first_use(analyses, *service, Role::configuration) != nullptr) continue;
    if (uses_command_line(analyses.program(), *service)) continue;
    Finding finding = service_finding(analyses.program(), entry, *service);
    finding.message = '`' + service->name + "` reads no environment variable, command line or configuration file";
    finding.advice = "read ports, addresses, limits and credentials from the environment when the service starts";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that need none: names or globs"),
};

}  // namespace

extern const Rule no_environment_config = {
    .id = "no-environment-config",
    .principle = "elasticity",
    .title = "a service that reads no configuration",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
