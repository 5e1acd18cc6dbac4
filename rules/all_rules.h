// The rules that exist, and what they are without a configuration.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/engine/rule.h"

namespace loadline {

// In the order of every listing: by principle, and within one as the scorecard shows them.
RuleList all_rules();
const Rule* find_rule(std::string_view id);  // nullptr when unknown

// The rule's page, <principle>/<id>.md, embedded at build time; "" when unknown.
std::string_view rule_page(std::string_view id);

// The settings of a project without any: every rule that is on by default, at its own severity.
RuleSettings default_rule_settings();

}  // namespace loadline
