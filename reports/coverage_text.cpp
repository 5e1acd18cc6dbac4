// How much of the program was analysed, in words.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "reports/report.h"

namespace loadline {

std::string lost_lines_text(const Coverage& coverage) {
  return fmt::format("{} of {}", coverage.lost_lines, counted(coverage.lines, "line"));
}

}  // namespace loadline
