// What becomes of a finding: fresh, known to the baseline, or suppressed where it stands. Only fresh ones count.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"

namespace loadline {

enum class FindingStatus : std::uint8_t {
  fresh,       // the only ones that the exit code counts
  known,       // the baseline holds it
  suppressed,  // `// loadline: allow(rule) reason` stands at it; comes before `known`
};

std::string_view name_of(FindingStatus status);

struct JudgedFinding {
  Finding finding;
  FindingStatus status = FindingStatus::fresh;
  std::string justification;  // the reason given in the mark or in the baseline; may be empty; "" when fresh
};

}  // namespace loadline
