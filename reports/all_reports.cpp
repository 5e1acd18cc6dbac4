// The explicit list of report formats.
// SPDX-License-Identifier: Apache-2.0
#include "reports/all_reports.h"

#include <array>

namespace loadline {

std::span<const Report* const> all_reports() {
  static constexpr std::array kReports = {
      &text_report,   &json_report,        &sarif_report,    &junit_report,
      &github_report, &codeclimate_report, &markdown_report, &html_report,
  };
  return kReports;
}

const Report* find_report(std::string_view name) {
  for (const Report* report : all_reports()) {
    if (report->name == name) return report;
  }
  return nullptr;
}

}  // namespace loadline
