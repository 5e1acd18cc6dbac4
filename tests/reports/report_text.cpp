// Runs one report.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/report_text.h"

#include <sstream>
#include <stdexcept>

#include "tests/reports/html/made_report.h"

namespace loadline::test {

std::string report_text(std::string_view format, const RunResult& result) {
  const Report* report = find_report(format);
  if (!report) throw std::runtime_error("no report " + std::string(format));
  std::ostringstream out;
  if (report->write_judged) {
    const Program nothing;
    const Architecture undeclared;
    const std::vector<BuildTarget> no_targets;
    const Analyses analyses(nothing, undeclared, no_targets);
    report->write_judged(judged(analyses, result, "project"), out);
  } else {
    report->write(result, {}, out);
  }
  return out.str();
}

}  // namespace loadline::test
