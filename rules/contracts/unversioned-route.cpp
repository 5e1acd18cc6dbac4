// unversioned-route: routes without a version, which cannot change without breaking their clients.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string_view>

#include <fmt/core.h>

#include "analyzers/routes/path_version.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

// "/shop.cart.v1.Cart/Get": a service with its package, then a method.
bool is_rpc(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view service = path.substr(0, slash);
  return slash != std::string_view::npos && slash > 0 && service.rfind('/') == 0 && service.find('.') > 1 &&
         service.find('.') != std::string_view::npos && service.find_first_of("(\\*{:") == std::string_view::npos;
}

// "/v1/orders" of "/orders", "^/v1/orders$" of "^/orders$".
std::string with_version(std::string_view path) {
  const bool is_anchored = path.starts_with('^');
  if (is_anchored) path.remove_prefix(1);
  return fmt::format("{}/v1{}{}", is_anchored ? "^" : "", path.starts_with('/') ? "" : "/", path);
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const Route& route : analyses.routes()) {
    // What is not constant may hold a version; a hook and a bare override have no path.
    if (route.path.empty() || route.path.find("{?}") != std::string::npos || !version_in_path(route.path).empty()) {
      continue;
    }
    if (route.method == "COMMAND") continue;  // a name, not a path
    if (is_rpc(route.path)) continue;         // unversioned-rpc judges its package
    if (any_matches(ignored, route.path)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(analyses.program(), route.where);
    finding.message = fmt::format("`{}` has no version in its path", route_name(analyses.program(), route));
    finding.advice =
        fmt::format("begin the path with a version (`{}`), or name it under `except`", with_version(route.path));
    finding.from = route_name(analyses.program(), route);
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{.name = kExcept,
               .type = OptionType::route_pattern,
               .help = "paths that need no version: globs",
               .default_value = kOperationalPaths,
               .old_name = "exempt"},
};

}  // namespace

extern const Rule unversioned_route = {
    .id = "unversioned-route",
    .principle = "contracts",
    .title = "a route without a version",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
