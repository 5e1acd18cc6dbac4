// GitLab's code quality report: the part of Code Climate's issues that GitLab reads.
// SPDX-License-Identifier: Apache-2.0
//
// GitLab compares the fingerprints with those of the target branch to see what is new. So known findings are in it;
// what is suppressed is not, because GitLab has no word for that.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "reports/distinct_fingerprints.h"
#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

using Json = nlohmann::ordered_json;

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
    const std::uint32_t line = std::max<std::uint32_t>(finding.where.line, 1);  // lines are required
    issues.push_back({
        {"type", "issue"},
        {"check_name", finding.rule},
        {"description", terminal_text(finding.message)},
        {"categories", {"Complexity"}},
        {"severity", severity_of(finding.severity)},
        {"fingerprint", fingerprints[i]},
        {"location", {{"path", repository_path(result, finding.where.path)}, {"lines", {{"begin", line}}}}},
    });
  }
  out << issues.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace

extern const Report codeclimate_report = {"codeclimate", "JSON for GitLab's code quality", write_codeclimate};

}  // namespace loadline
