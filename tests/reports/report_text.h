// Writes a report to a string.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "reports/report.h"

namespace loadline::test {

// A report that judges the whole program judges one without any code.
std::string report_text(std::string_view format, const RunResult& result);

}  // namespace loadline::test
