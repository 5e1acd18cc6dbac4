// How much of the program was analysed, in words.
// SPDX-License-Identifier: Apache-2.0
#include "reports/report.h"

namespace loadline {

std::string lost_lines_text(const Coverage& coverage) {
  return std::to_string(coverage.lost_lines) + " of " + std::to_string(coverage.lines) +
         (coverage.lines == 1 ? " line" : " lines");
}

}  // namespace loadline
