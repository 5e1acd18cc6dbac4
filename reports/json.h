// The result of a run as JSON, for the reports that hold it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "reports/report.h"

namespace loadline {

// What `check --report json` writes.
nlohmann::ordered_json run_as_json(const RunResult& result);

}  // namespace loadline
