// The result of a run as JSON, for the reports that hold it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/words/json_text.h"
#include "reports/report.h"

namespace loadline {

// What `check --report json` writes.
Json run_as_json(const RunResult& result);

}  // namespace loadline
