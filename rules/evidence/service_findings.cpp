// Looks into the code and the routes of a service.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/service_findings.h"

#include <algorithm>

#include "analyzers/routes/handlers.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/running_services.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/path_pattern.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {

std::vector<const RunningService*> judged_services(const Analyses& analyses, const RuleEntry& entry) {
  const std::vector<std::string> ignored = entry.texts("ignore");
  std::vector<const RunningService*> judged;
  for (const RunningService& service : analyses.running_services()) {
    if (!matches_any_name(ignored, service.name)) judged.push_back(&service);
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

bool is_exempt_path(const std::vector<std::string>& exempt, std::string_view path) {
  // Globs are over relative paths, so that the slash in front is left out on both sides.
  const auto relative = [](std::string_view text) {
    return text.substr(std::min(text.size(), text.find_first_not_of('/')));
  };
  return !path.empty() && std::any_of(exempt.begin(), exempt.end(), [&](const std::string& pattern) {
    const std::string_view glob = relative(pattern);
    return glob.empty() ? relative(path).empty() : matches_path(glob, relative(path));
  });
}

}  // namespace loadline
