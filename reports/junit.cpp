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

#include <fmt/core.h>
#include "reports/distinct_fingerprints.h"
#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/terminal_text.h"
#include "reports/xml_document.h"

namespace loadline {
namespace {

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

  Counts& operator+=(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    return *this;
  }
};

void add_counts(pugi::xml_node node, const Counts& counts) {
  add_attribute(node, "tests", std::to_string(counts.tests));
  add_attribute(node, "failures", std::to_string(counts.failures));
  add_attribute(node, "errors", std::to_string(counts.errors));
  add_attribute(node, "skipped", std::to_string(counts.skipped));
}

pugi::xml_node add_case(pugi::xml_node suite, const std::string& class_name, const std::string& name) {
  pugi::xml_node test_case = suite.append_child("testcase");
  add_attribute(test_case, "classname", "loadline." + class_name);
  add_attribute(test_case, "name", name);
  return test_case;
}

class JunitWriter {
 public:
  explicit JunitWriter(const RunResult& result) : result_(result), fingerprints_(distinct_fingerprints(result)) {
    for (const std::string& rule : result.rules_run) findings_of_[rule];
    for (std::size_t i = 0; i < result.findings.size(); ++i) findings_of_[result.findings[i].finding.rule].push_back(i);
  }

  void write(std::ostream& out) {
    Counts total = analysis_counts();
    for (const auto& [rule, findings] : findings_of_) total += rule_counts(findings);
    pugi::xml_document document;
    pugi::xml_node suites = document.append_child("testsuites");
    add_attribute(suites, "name", "loadline");
    add_counts(suites, total);
    add_analysis(add_suite(suites, "analysis", analysis_counts()));
    for (const auto& [rule, findings] : findings_of_) {
      add_cases(add_suite(suites, rule, rule_counts(findings)), rule, findings);
    }
    write_xml(document, out);
  }

 private:
  Counts analysis_counts() const { return {1, 0, result_.coverage.complete ? 0u : 1u, 0}; }

  Counts rule_counts(const std::vector<std::size_t>& findings) const {
    if (findings.empty()) return {1, 0, 0, 0};
    const auto failures = std::count_if(findings.begin(), findings.end(),
                                        [&](std::size_t i) { return fails(result_, result_.findings[i]); });
    return {findings.size(), static_cast<std::size_t>(failures), 0, findings.size() - failures};
  }

  static pugi::xml_node add_suite(pugi::xml_node suites, const std::string& name, const Counts& counts) {
    pugi::xml_node suite = suites.append_child("testsuite");
    add_attribute(suite, "name", name);
    add_counts(suite, counts);
    return suite;
  }

  void add_analysis(pugi::xml_node suite) const {
    const Coverage& coverage = result_.coverage;
    pugi::xml_node test_case = add_case(suite, "analysis", "enough of the code was read");
    if (coverage.complete) return;
    pugi::xml_node error = test_case.append_child("error");
    add_attribute(error, "type", "incomplete");
    add_attribute(error, "message",
                  fmt::format("{} could not be analysed; {} of {} translation units gave no facts",
                              lost_lines_text(coverage), coverage.lost, coverage.units));
    std::string lost;
    for (const DegradedUnit& unit : result_.degraded_units) {
      if (unit.is_lost || unit.lost_lines > 0) lost += terminal_text(repository_path(result_, unit.path)) + '\n';
    }
    error.text().set(lost.c_str());
  }

  void add_cases(pugi::xml_node suite, const std::string& rule, const std::vector<std::size_t>& findings) const {
    for (const std::size_t i : findings) add_finding(suite, result_.findings[i], fingerprints_[i]);
    if (findings.empty()) add_case(suite, rule, "no findings");
  }

  // CI systems follow a test case from run to run by its name, so that is made of what stays the same.
  static std::string name_of_case(const Finding& finding, const std::string& fingerprint) {
    std::string name = finding.from;
    if (!finding.to.empty()) name += " -> " + finding.to;
    if (!finding.kind.empty()) name += (name.empty() ? "" : ", ") + finding.kind;
    return name + (name.empty() ? "" : " ") + '[' + fingerprint + ']';
  }

  void add_finding(pugi::xml_node suite, const JudgedFinding& judged, const std::string& fingerprint) const {
    const Finding& finding = judged.finding;
    pugi::xml_node test_case = add_case(suite, finding.rule, name_of_case(finding, fingerprint));
    const Place place = host_place(finding);
    if (!place.path.empty()) add_attribute(test_case, "file", repository_path(result_, place.path));
    if (place.line > 0) add_attribute(test_case, "line", std::to_string(place.line));
    if (fails(result_, judged)) {
      pugi::xml_node failure = test_case.append_child("failure");
      add_attribute(failure, "type", name_of(finding.severity));
      add_attribute(failure, "message", finding.message);
      failure.text().set(body(finding).c_str());
    } else {
      add_attribute(test_case.append_child("skipped"), "message", reason(judged));
      test_case.append_child("system-out").text().set(body(finding).c_str());
    }
  }

  static std::string reason(const JudgedFinding& judged) {
    const std::string because = judged.justification.empty() ? "" : " (" + judged.justification + ')';
    const bool is_fresh = judged.status == FindingStatus::fresh;
    return std::string(is_fresh ? name_of(judged.finding.severity) : name_of(judged.status)) + because + ": " +
           judged.finding.message;
  }

  // The lines of text below a finding. Its line breaks are ours, so what is in a line is spelled out here.
  std::string body(const Finding& finding) const {
    std::string text = line(finding.where, std::string(name_of(finding.severity)) + ": " + finding.message);
    for (const Step& step : finding.trail) text += "    " + line(step.where, step.text);
    if (!finding.advice.empty()) text += fmt::format("advice: {}\n", terminal_text(finding.advice));
    if (!finding.because.empty()) text += fmt::format("because: {}\n", terminal_text(finding.because));
    return text;
  }

  std::string line(const Place& place, const std::string& text) const {
    const bool is_own = place.path.empty() || !is_in_repository(place.path);
    std::string at = is_own ? place.path : repository_path(result_, place.path);
    if (!at.empty() && place.line > 0) at += ':' + std::to_string(place.line);
    return terminal_text(at) + (at.empty() ? "" : ": ") + terminal_text(text) + '\n';
  }

  const RunResult& result_;
  std::vector<std::string> fingerprints_;
  std::map<std::string, std::vector<std::size_t>> findings_of_;  // by rule, into RunResult::findings
};

void write_junit(const RunResult& result, const ReportStyle&, std::ostream& out) { JunitWriter(result).write(out); }

}  // namespace

extern const Report junit_report = {"junit", "JUnit XML, for the test results of CI systems", write_junit};

}  // namespace loadline
