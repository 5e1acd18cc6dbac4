// GitLab's code quality report: the part of Code Climate's issues that GitLab reads.
// SPDX-License-Identifier: Apache-2.0
//
// GitLab compares the fingerprints with those of the target branch to see what is new. So known findings are in it;
// what is suppressed is not, because GitLab has no word for that.
#include <algorithm>

#include "analyzers/words/json_text.h"
#include "reports/distinct_fingerprints.h"
#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

// Of info, minor, major, critical and blocker.
const char* severity_of(Severity severity) {
  return severity == Severity::error ? "major" : severity == Severity::warning ? "minor" : "info";
}

void write_codeclimate(const RunResult& result, const ReportStyle&, std::ostream& out) {
  const std::vector<std::string> fingerprints = distinct_fingerprints(result);
  Json issues = Json::array();
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (result.findings[i].status == FindingStatus::suppressed) continue;
    const Finding& finding = result.findings[i].finding;
    const Place place = host_place(finding);
    const std::uint32_t line = std::max<std::uint32_t>(place.line, 1);  // lines are required
    issues.push_back({
        {"type", "issue"},
        {"check_name", finding.rule},
        {"description", terminal_text(finding.message)},
        {"categories", {"Complexity"}},
        {"severity", severity_of(finding.severity)},
        {"fingerprint", fingerprints[i]},
        {"location", {{"path", repository_path(result, place.path)}, {"lines", {{"begin", line}}}}},
    });
  }
  out << indented_json_text(issues, 2, JsonCharacters::ascii) << '\n';
}

}  // namespace

extern const Report codeclimate_report = {"codeclimate", "JSON for GitLab's code quality", write_codeclimate};

}  // namespace loadline
