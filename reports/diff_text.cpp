// The diff for people.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "analyzers/words/phrases.h"
#include "reports/diff.h"
#include "reports/terminal_text.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

std::string place_text(const Place& place) {
  if (place.path.empty()) return "";
  return terminal_text(place.path) + (place.line > 0 ? ':' + std::to_string(place.line) : "") + ": ";
}

class Writer {
 public:
  Writer(const DiffResult& diff, std::ostream& out) : diff_(diff), out_(out) {}

  void write() {
    out_ << terminal_text(diff_.base) << " → " << terminal_text(diff_.head) << '\n';
    names("module", '+', diff_.comparison.added_modules);
    names("module", '-', diff_.comparison.removed_modules);
    for (const ShownEdge& edge : diff_.added) write('+', edge, edge.change.after);
    for (const ShownEdge& edge : diff_.removed) write('-', edge, edge.change.before);
    for (const EdgeChange& edge : diff_.comparison.changed_edges) {
      out_ << "~ edge " << terminal_text(edge.from) << " → " << terminal_text(edge.to) << " (" << edge.before << " → "
           << counted(edge.after, "reference") << ")\n";
    }
    for (const auto& cycle : diff_.comparison.added_cycles) out_ << "+ cycle " << terminal_text(listed(cycle)) << '\n';
    for (const auto& cycle : diff_.comparison.removed_cycles)
      out_ << "- cycle " << terminal_text(listed(cycle)) << '\n';
    write_metrics();
    for (const JudgedFinding& judged : diff_.added_findings) write('+', judged.finding);
    for (const JudgedFinding& judged : diff_.removed_findings) write('-', judged.finding);
    write_summary();
  }

 private:
  void names(std::string_view what, char sign, const std::vector<std::string>& names) {
    for (const std::string& name : names) out_ << sign << ' ' << what << ' ' << terminal_text(name) << '\n';
  }

  void write(char sign, const ShownEdge& edge, std::uint64_t references) {
    out_ << sign << " edge " << terminal_text(edge.change.from) << " → " << terminal_text(edge.change.to) << " ("
         << counted(references, "reference") << ")\n";
    for (const Step& step : edge.evidence) out_ << "    " << place_text(step.where) << terminal_text(step.text) << '\n';
  }

  void write_metrics() {
    for (const MetricChange& metric : diff_.comparison.metrics) {
      if (std::isnan(metric.before) || std::isnan(metric.after) || metric.before == metric.after) continue;
      out_ << "~ " << metric.metric << ' ' << rounded(metric.before) << " → " << rounded(metric.after) << '\n';
    }
  }

  void write(char sign, const Finding& finding) {
    out_ << sign << ' ' << place_text(finding.where) << name_of(finding.severity) << ": "
         << terminal_text(finding.message) << " [" << finding.rule << "]\n";
  }

  void write_summary() {
    const Comparison& c = diff_.comparison;
    if (is_unchanged(diff_)) out_ << "nothing changed in the architecture\n";
    out_ << "edges +" << c.added_edges.size() << " −" << c.removed_edges.size() << ", cycles +" << c.added_cycles.size()
         << " −" << c.removed_cycles.size() << ", findings +" << diff_.added_findings.size() << " −"
         << diff_.removed_findings.size() << '\n';
  }

  const DiffResult& diff_;
  std::ostream& out_;
};

}  // namespace

bool is_unchanged(const DiffResult& diff) {
  const Comparison& c = diff.comparison;
  return c.added_modules.empty() && c.removed_modules.empty() && c.added_edges.empty() && c.removed_edges.empty() &&
         c.added_cycles.empty() && c.removed_cycles.empty() && diff.added_findings.empty() &&
         diff.removed_findings.empty();
}

void write_diff_text(const DiffResult& diff, std::ostream& out) { Writer(diff, out).write(); }

}  // namespace loadline
