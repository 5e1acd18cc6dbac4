// A result with something of everything that a report must show, hostile names included.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace loadline::test {

RunResult sample_result();

// The same, compared with a commit that has all of it but the first finding.
RunResult compared_result();

}  // namespace loadline::test
