// Runs one report.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/report_text.h"

#include <sstream>
#include <stdexcept>

namespace loadline::test {

std::string report_text(std::string_view format, const RunResult& result) {
  const Report* report = find_report(format);
  if (!report) throw std::runtime_error("no report " + std::string(format));
  std::ostringstream out;
  report->write(result, {}, out);
  return out.str();
}

}  // namespace loadline::test
