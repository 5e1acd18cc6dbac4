// The rules of a run as SARIF describes them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/words/json_text.h"
#include "reports/report.h"

namespace loadline {

// The ids of the rules that ran or found something, sorted.
std::vector<std::string> sarif_rule_ids(const RunResult& result);

// A reportingDescriptor (SARIF 2.1.0, 3.49) for a rule, with its page as help.
Json sarif_rule(const std::string& id);

// "error", "warning" or "note" (3.27.10).
std::string sarif_level(Severity severity);

}  // namespace loadline
