// The rules of a run as SARIF describes them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "reports/report.h"

namespace loadline {

// The ids of the rules that ran or found something, sorted.
std::vector<std::string> sarif_rule_ids(const RunResult& result);

// A reportingDescriptor (SARIF 2.1.0, 3.49) for a rule, with its page as help.
nlohmann::ordered_json sarif_rule(const std::string& id);

// "error", "warning" or "note" (3.27.10).
std::string sarif_level(Severity severity);

}  // namespace loadline
