// The report for programs; json_schema.cpp describes it.
// SPDX-License-Identifier: Apache-2.0
#include "reports/json.h"

#include "analyzers/words/json_text.h"
#include "reports/report.h"

namespace loadline {
namespace {

// Raised when a field changes its meaning or goes away; new fields may appear at any time.
constexpr int kReportVersion = 1;

Json to_json(const Place& place) {
  if (place.path.empty()) return nullptr;  // the program as a whole
  return {{"path", place.path}, {"line", place.line}};
}

Json to_json(const JudgedFinding& judged) {
  const Finding& finding = judged.finding;
  Json trail = Json::array();
  for (const Step& step : finding.trail) trail.push_back({{"where", to_json(step.where)}, {"text", step.text}});
  return {
      {"rule", finding.rule},
      {"severity", name_of(finding.severity)},
      {"where", to_json(finding.where)},
      {"message", finding.message},
      {"advice", finding.advice},
      {"because", finding.because},
      {"from", finding.from},
      {"to", finding.to},
      {"kind", finding.kind},
      {"fingerprint", finding.fingerprint()},
      {"status", name_of(judged.status)},
      {"was_there", judged.was_there},
      {"justification", judged.justification},
      {"trail", std::move(trail)},
  };
}

Json to_json(const Coverage& coverage) {
  return {
      {"units", coverage.units},
      {"degraded", coverage.degraded},
      {"lost", coverage.lost},
      {"lines", coverage.lines},
      {"lost_lines", coverage.lost_lines},
      {"files", coverage.files},
      {"modules", coverage.modules},
      {"references", coverage.references},
      {"inferred_commands", coverage.inferred_commands},
      {"complete", coverage.complete},
  };
}

Json to_json(const std::optional<BaselineCount>& baseline) {
  if (!baseline) return nullptr;
  return {{"entries", baseline->entries}, {"fresh", baseline->fresh}, {"stale", baseline->stale}};
}

void write_json(const RunResult& result, const ReportStyle&, std::ostream& out) {
  // Names in the analysed code need not be UTF-8; JSON must be. Escaped to ASCII, it cannot drive a terminal either.
  out << indented_json_text(run_as_json(result), 2, JsonCharacters::ascii) << '\n';
}

}  // namespace

Json run_as_json(const RunResult& result) {
  Json findings = Json::array();
  for (const JudgedFinding& finding : result.findings) findings.push_back(to_json(finding));
  return {
      {"version", kReportVersion},
      {"tool", {{"name", "loadline"}, {"version", result.version}}},
      {"coverage", to_json(result.coverage)},
      {"rules", result.rules_run},
      {"baseline", to_json(result.baseline)},
      {"since", result.since},
      {"findings", std::move(findings)},
  };
}

extern const Report json_report = {"json", "for programs; `loadline schema report` describes it", write_json};

}  // namespace loadline
