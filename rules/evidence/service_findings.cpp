// Looks into the code and the routes of a service.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/service_findings.h"

#include <algorithm>

#include "analyzers/routes/route.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/running_services.h"
#include "analyzers/words/identifier_words.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {

std::vector<const RunningService*> judged_services(const Analyses& analyses, const RuleEntry& entry) {
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  std::vector<const RunningService*> judged;
  for (const RunningService& service : analyses.running_services()) {
    if (!any_matches(ignored, service.name)) judged.push_back(&service);
  }
  return judged;
}

Finding service_finding(const Program& program, const RuleEntry& entry, const RunningService& service) {
  Finding finding;
  finding.severity = entry.severity;
  finding.where = place_of(program, service.where);
  finding.from = service.name;
  return finding;
}

const ApiUse* first_use(const Analyses& analyses, const RunningService& service, Role role) {
  for (const ApiUse& use : analyses.api_uses().of(role)) {
    if (service.has_file[use.where.file]) return &use;
  }
  return nullptr;
}

bool has_route_about(const Analyses& analyses, const RunningService& service,
                     std::initializer_list<std::string_view> words) {
  return std::any_of(service.routes.begin(), service.routes.end(),
                     [&](std::uint32_t route) { return has_word(analyses.routes()[route].path, words); });
}

bool has_constant(const Program& program, const RunningService& service, bool (*fits)(std::string_view)) {
  const Bodies& bodies = program.bodies();
  for (const CallFact& call : bodies.calls) {
    if (!service.has_file[call.file]) continue;
    for (const ArgumentFact& argument : bodies.arguments_of(call)) {
      if (argument.literal_kind == LiteralKind::string && fits(bodies.texts[argument.literal])) return true;
    }
  }
  return std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    return !symbol.value.empty() && symbol.declared.known() && service.has_file[symbol.declared.file] &&
           fits(symbol.value);
  });
}

}  // namespace loadline
