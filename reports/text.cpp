// The report for people: one line per finding, then its evidence, and a summary at the end.
// SPDX-License-Identifier: Apache-2.0
//
//   core/log.cc:12: error: `core` must not depend on `ui`, which is a layer above (2 references) [layer-violation]
//       core/log.cc:12: core::log calls ui::show
//       core/log.cc:14: core::log calls ui::hide
//     advice: …
//     because: …
#include <algorithm>
#include <string>

#include "analyzers/words/phrases.h"
#include "reports/report.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

constexpr std::string_view kBold = "\x1b[1m", kFaint = "\x1b[2m", kRed = "\x1b[1;31m", kYellow = "\x1b[1;33m",
                           kCyan = "\x1b[1;36m", kGreen = "\x1b[1;32m", kPlain = "\x1b[0m";

class TextWriter {
 public:
  TextWriter(const ReportStyle& style, std::ostream& out) : style_(style), out_(out) {}

  void write(const RunResult& result) {
    for (const JudgedFinding& judged : result.findings) {
      if (is_fresh(judged)) write(judged.finding);
    }
    write_summary(result);
    if (result.baseline) write_baseline(*result.baseline);
    write_coverage(result.coverage);
  }

 private:
  void write(const Finding& finding) {
    const std::string place = text_of(finding.where);
    if (!place.empty()) out_ << painted(kBold, place + ':') << ' ';
    out_ << painted(color_of(finding.severity), std::string(name_of(finding.severity)) + ':') << ' '
         << terminal_text(finding.message) << ' ' << painted(kFaint, '[' + terminal_text(finding.rule) + ']') << '\n';
    for (const Step& step : finding.trail) {
      const std::string at = text_of(step.where);
      out_ << "    " << at << (at.empty() ? "" : ": ") << terminal_text(step.text) << '\n';
    }
    write_note("advice", finding.advice);
    write_note("because", finding.because);
    out_ << '\n';
  }

  void write_note(std::string_view label, std::string_view text) {
    if (!text.empty()) out_ << "  " << painted(kBold, std::string(label) + ':') << ' ' << terminal_text(text) << '\n';
  }

  void write_summary(const RunResult& result) {
    const std::size_t fresh = count_if(result, [](const JudgedFinding& judged) { return is_fresh(judged); });
    if (fresh == 0) {
      out_ << painted(kGreen, "no findings") << " from " << counted(result.rules_run.size(), "rule");
    } else {
      out_ << counted(fresh, "finding");
    }
    std::string_view separator = ": ";
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      const std::size_t count = count_if(
          result, [&](const JudgedFinding& judged) { return is_fresh(judged) && judged.finding.severity == severity; });
      if (count == 0) continue;
      out_ << separator << painted(color_of(severity), counted(count, name_of(severity)));
      separator = ", ";
    }
    separator = "; ";
    for (const FindingStatus status : {FindingStatus::known, FindingStatus::suppressed, FindingStatus::older}) {
      const std::size_t count = count_if(result, [&](const JudgedFinding& judged) { return judged.status == status; });
      if (count == 0) continue;
      out_ << separator << count << ' ' << name_of(status);
      separator = ", ";
    }
    if (!result.since.empty()) out_ << "; compared with " << terminal_text(result.since);
    out_ << '\n';
  }

  // "baseline: 41 (+0 −3)", in every run, so that nobody overlooks how much is still known.
  void write_baseline(const BaselineCount& baseline) {
    out_ << "baseline: " << baseline.entries << " (+" << baseline.fresh << " \xe2\x88\x92" << baseline.stale << ")\n";
  }

  // "412 of 412 translation units parsed, 3 with errors"
  void write_coverage(const Coverage& coverage) {
    const std::uint32_t parsed = coverage.units - std::min(coverage.units, coverage.lost);
    out_ << parsed << " of " << counted(coverage.units, "translation unit") << " parsed";
    if (coverage.degraded > 0) out_ << ", " << coverage.degraded << " with errors";
    if (coverage.lost_lines > 0) out_ << ", " << lost_lines_text(coverage) << " not analysed";
    out_ << "; " << counted(coverage.files, "file") << ", " << counted(coverage.modules, "module") << ", "
         << counted(coverage.references, "reference") << '\n';
    if (coverage.inferred_commands) out_ << "the compile commands were guessed: results may be incomplete\n";
  }

  static bool is_fresh(const JudgedFinding& judged) { return judged.status == FindingStatus::fresh; }

  template <class Condition>
  static std::size_t count_if(const RunResult& result, Condition condition) {
    return static_cast<std::size_t>(std::count_if(result.findings.begin(), result.findings.end(), condition));
  }

  static std::string text_of(const Place& place) {
    std::string text = terminal_text(place.path);
    if (!text.empty() && place.line > 0) text += ':' + std::to_string(place.line);
    return text;
  }

  static std::string_view color_of(Severity severity) {
    return severity == Severity::error ? kRed : severity == Severity::warning ? kYellow : kCyan;
  }

  std::string painted(std::string_view color, const std::string& text) const {
    return style_.color ? std::string(color) + text + std::string(kPlain) : text;
  }

  const ReportStyle& style_;
  std::ostream& out_;
};

void write_text(const RunResult& result, const ReportStyle& style, std::ostream& out) {
  TextWriter(style, out).write(result);
}

}  // namespace

extern const Report text_report = {"text", "for people: one line per finding, then its evidence", write_text};

}  // namespace loadline
