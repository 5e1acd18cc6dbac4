// JUnit XML, which every CI system shows as test results: one suite for each rule, one test case for each finding.
// SPDX-License-Identifier: Apache-2.0
//
// A finding that fails the run is a failure; one that does not (below --fail-on, known, suppressed) is skipped, with
// the reason. A rule without findings is one test case that passes. Whether enough of the code was read is a suite,
// too.
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "reports/distinct_fingerprints.h"
#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/xml_text.h"

namespace loadline {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + xml_text(value) + '"';
}

std::string attribute(std::string_view name, std::size_t value) { return attribute(name, std::to_string(value)); }

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

  std::string attributes() const {
    return attribute("tests", tests) + attribute("failures", failures) + attribute("errors", errors) +
           attribute("skipped", skipped);
  }
};

class JunitWriter {
 public:
  explicit JunitWriter(const RunResult& result) : result_(result), fingerprints_(distinct_fingerprints(result)) {
    for (const std::string& rule : result.rules_run) findings_of_[rule];
    for (std::size_t i = 0; i < result.findings.size(); ++i) findings_of_[result.findings[i].finding.rule].push_back(i);
  }

  void write(std::ostream& out) {
    std::string suites = analysis_suite();
    for (const auto& [rule, findings] : findings_of_) suites += rule_suite(rule, findings);
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" << attribute("name", "loadline")
        << total_.attributes() << ">\n"
        << suites << "</testsuites>\n";
  }

 private:
  std::string suite(const std::string& name, const Counts& counts, const std::string& cases) {
    total_.tests += counts.tests;
    total_.failures += counts.failures;
    total_.errors += counts.errors;
    total_.skipped += counts.skipped;
    return "  <testsuite" + attribute("name", name) + counts.attributes() + ">\n" + cases + "  </testsuite>\n";
  }

  std::string analysis_suite() {
    const Coverage& coverage = result_.coverage;
    Counts counts{1, 0, coverage.complete ? 0u : 1u, 0};
    std::string cases = "    <testcase" + attribute("classname", "loadline.analysis") +
                        attribute("name", "enough of the code was read");
    if (coverage.complete) return suite("analysis", counts, cases + "/>\n");
    const std::string text = lost_lines_text(coverage) + " could not be analysed; " + std::to_string(coverage.lost) +
                             " of " + std::to_string(coverage.units) + " translation units gave no facts";
    cases += ">\n      <error" + attribute("type", "incomplete") + attribute("message", text) + ">";
    for (const DegradedUnit& unit : result_.degraded_units) {
      if (unit.is_lost || unit.lost_lines > 0) cases += xml_text(repository_path(result_, unit.path)) + '\n';
    }
    return suite("analysis", counts, cases + "</error>\n    </testcase>\n");
  }

  std::string rule_suite(const std::string& rule, const std::vector<std::size_t>& findings) {
    Counts counts;
    std::string cases;
    for (const std::size_t i : findings) {
      const JudgedFinding& judged = result_.findings[i];
      ++counts.tests;
      ++(fails(result_, judged) ? counts.failures : counts.skipped);
      cases += test_case(judged, fingerprints_[i]);
    }
    if (findings.empty()) {
      counts.tests = 1;
      cases = "    <testcase" + attribute("classname", "loadline." + rule) + attribute("name", "no findings") + "/>\n";
    }
    return suite(rule, counts, cases);
  }

  // CI systems follow a test case from run to run by its name, so that is made of what stays the same.
  static std::string name_of_case(const Finding& finding, const std::string& fingerprint) {
    std::string name = finding.from;
    if (!finding.to.empty()) name += " -> " + finding.to;
    if (!finding.kind.empty()) name += (name.empty() ? "" : ", ") + finding.kind;
    return name + (name.empty() ? "" : " ") + '[' + fingerprint + ']';
  }

  std::string test_case(const JudgedFinding& judged, const std::string& fingerprint) const {
    const Finding& finding = judged.finding;
    std::string text = "    <testcase" + attribute("classname", "loadline." + finding.rule) +
                       attribute("name", name_of_case(finding, fingerprint));
    const Place place = host_place(finding);
    if (!place.path.empty()) text += attribute("file", repository_path(result_, place.path));
    if (place.line > 0) text += attribute("line", place.line);
    text += ">\n";
    if (fails(result_, judged)) {
      text += "      <failure" + attribute("type", name_of(finding.severity)) + attribute("message", finding.message) +
              '>' + body(finding) + "</failure>\n";
    } else {
      text += "      <skipped" + attribute("message", reason(judged)) + "/>\n      <system-out>" + body(finding) +
              "</system-out>\n";
    }
    return text + "    </testcase>\n";
  }

  static std::string reason(const JudgedFinding& judged) {
    const std::string because = judged.justification.empty() ? "" : " (" + judged.justification + ')';
    const bool is_fresh = judged.status == FindingStatus::fresh;
    return std::string(is_fresh ? name_of(judged.finding.severity) : name_of(judged.status)) + because + ": " +
           judged.finding.message;
  }

  std::string body(const Finding& finding) const {
    std::string text = line(finding.where, std::string(name_of(finding.severity)) + ": " + finding.message);
    for (const Step& step : finding.trail) text += "    " + line(step.where, step.text);
    if (!finding.advice.empty()) text += "advice: " + xml_text(finding.advice) + '\n';
    if (!finding.because.empty()) text += "because: " + xml_text(finding.because) + '\n';
    return text;
  }

  std::string line(const Place& place, const std::string& text) const {
    const bool is_own = place.path.empty() || !is_in_repository(place.path);
    std::string at = is_own ? place.path : repository_path(result_, place.path);
    if (!at.empty() && place.line > 0) at += ':' + std::to_string(place.line);
    return xml_text(at) + (at.empty() ? "" : ": ") + xml_text(text) + '\n';
  }

  const RunResult& result_;
  std::vector<std::string> fingerprints_;
  std::map<std::string, std::vector<std::size_t>> findings_of_;  // by rule, into RunResult::findings
  Counts total_;
};

void write_junit(const RunResult& result, const ReportStyle&, std::ostream& out) { JunitWriter(result).write(out); }

}  // namespace

extern const Report junit_report = {"junit", "JUnit XML, for the test results of CI systems", write_junit};

}  // namespace loadline
