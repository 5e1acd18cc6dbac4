// A result with something of everything that a report must show, hostile names included.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace loadline::test {

RunResult sample_result();

}  // namespace loadline::test
