// unversioned-rpc: RPC services whose protobuf package has no version, so that a new version cannot run next to the current one.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "analyzers/services/rpc_services.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

// The last part of the package: v1, v2beta1, v1p1alpha, v1test. buf's rule PACKAGE_VERSION_SUFFIX has the same form.
bool is_versioned(const std::string& package) {
  static const RE2 kVersion("(.*\\.)?v[1-9][0-9]*((p[1-9][0-9]*)?(alpha|beta)[0-9]*|test.*)?");
  return RE2::FullMatch(package, kVersion);
}

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const RpcContract& service : input.analyses.rpc_services()) {
    if (is_versioned(service.package)) continue;
    if (any_matches(ignored, service.name) || any_matches(ignored, service.package)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = {service.path, service.line};
    finding.message =
        service.package.empty()
            ? "the RPC service `" + service.name + "` is in no package, and has no version"
            : "the package `" + service.package + "` of the RPC service `" + service.name + "` has no version";
    finding.advice = "let the package end in a version (`" + (service.package.empty() ? "name" : service.package) +
                     ".v1`): a second one can then run beside it until all clients have moved";
    finding.from = service.name;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::rpc_pattern, "packages or services that need no version"),
};

}  // namespace

extern const Rule unversioned_rpc = {
    .id = "unversioned-rpc",
    .principle = "contracts",
    .title = "an RPC service whose package has no version",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
