// The explicit list of report formats, one line for each.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "reports/report.h"

// In the order of `check --help`. Each format is defined in the file of its name as a value of this name.
#define LOADLINE_REPORTS(REPORT) \
  REPORT(text_report)            \
  REPORT(json_report)            \
  REPORT(sarif_report)           \
  REPORT(junit_report)           \
  REPORT(github_report)          \
  REPORT(codeclimate_report)     \
  REPORT(markdown_report)        \
  REPORT(html_report)

namespace loadline {

#define DECLARE(report) extern const Report report;
LOADLINE_REPORTS(DECLARE)
#undef DECLARE

std::span<const Report* const> all_reports() {
#define ADDRESS(report) &report,
  static constexpr std::array kReports = {LOADLINE_REPORTS(ADDRESS)};
#undef ADDRESS
  return kReports;
}

const Report* find_report(std::string_view name) {
  for (const Report* report : all_reports()) {
    if (report->name == name) return report;
  }
  return nullptr;
}

}  // namespace loadline
