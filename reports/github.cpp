// GitHub's workflow commands: each fresh finding becomes an annotation of the line it is about.
// SPDX-License-Identifier: Apache-2.0
//
// Known and suppressed findings are left out: GitHub shows ten annotations of each level for a step and drops the rest.
#include <string>

#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

// In a message the runner reads percent codes; in a property also the signs that separate properties. Line breaks and
// all other control characters of names are spelled out before.
std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : terminal_text(text)) {
    if (c == '%') {
      out += "%25";
    } else if (is_property && c == ':') {
      out += "%3A";
    } else if (is_property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string property_text(std::string_view text) { return escaped(text, true); }
std::string body_text(std::string_view text) { return escaped(text, false); }

std::string_view command_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "notice";
}

void write_annotation(const RunResult& result, const Finding& finding, std::ostream& out) {
  constexpr std::string_view kLineBreak = "%0A";
  out << "::" << command_of(finding.severity) << ' ';
  if (const Place place = host_place(finding); !place.path.empty()) {
    out << "file=" << property_text(repository_path(result, place.path)) << ',';
    if (place.line > 0) out << "line=" << place.line << ',';
  }
  out << "title=" << property_text("loadline " + finding.rule) << "::" << body_text(finding.message);
  for (const Step& step : finding.trail) {
    out << kLineBreak << "    ";
    if (!step.where.path.empty()) out << body_text(step.where.path) << ':' << step.where.line << ": ";
    out << body_text(step.text);
  }
  if (!finding.advice.empty()) out << kLineBreak << "advice: " << body_text(finding.advice);
  if (!finding.because.empty()) out << kLineBreak << "because: " << body_text(finding.because);
  out << '\n';
}

void write_github(const RunResult& result, const ReportStyle&, std::ostream& out) {
  for (const JudgedFinding& judged : result.findings) {
    if (judged.status == FindingStatus::fresh) write_annotation(result, judged.finding, out);
  }
  const Coverage& coverage = result.coverage;
  if (!coverage.complete) {
    out << "::error title=loadline::the analysis is incomplete: " << lost_lines_text(coverage)
        << " could not be analysed\n";
  }
}

}  // namespace

extern const Report github_report = {"github", "annotations; added automatically inside GitHub Actions", write_github};

}  // namespace loadline
