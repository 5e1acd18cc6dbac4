// The diff as a comment on a pull request: a picture of the edges that came and went, then the details.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/models.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "reports/diff.h"
#include "reports/graph/mermaid_text.h"
#include "reports/markdown_text.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

constexpr std::size_t kMostEdges = 40;  // more make a picture that nobody can read

class Writer {
 public:
  Writer(const DiffResult& diff, std::ostream& out) : diff_(diff), out_(out) {}

  void write() {
    const Comparison& c = diff_.comparison;
    out_ << "## loadline: " << markdown_text(diff_.base) << " → " << markdown_text(diff_.head) << "\n\n";
    if (is_unchanged(diff_)) out_ << "Nothing changed in the architecture.\n\n";
    write_picture();
    findings("New findings", diff_.added_findings);
    edges("New edges", diff_.added, &EdgeChange::after);
    cycles("New cycles", c.added_cycles);
    findings("Gone findings", diff_.removed_findings);
    edges("Gone edges", diff_.removed, &EdgeChange::before);
    cycles("Gone cycles", c.removed_cycles);
    write_metrics();
  }

 private:
  // New edges are thick and red, those that went dotted.
  void write_picture() {
    std::map<std::string, std::size_t> number_of;
    std::string lines, red;
    std::size_t count = 0;
    const auto draw = [&](const std::vector<ShownEdge>& edges, bool is_new) {
      for (const ShownEdge& edge : edges) {
        if (count == kMostEdges) return;
        const std::size_t from = number_of.emplace(edge.change.from, number_of.size()).first->second;
        const std::size_t to = number_of.emplace(edge.change.to, number_of.size()).first->second;
        lines += "  n" + std::to_string(from) + (is_new ? " ==> n" : " -.-> n") + std::to_string(to) + '\n';
        if (is_new) red += (red.empty() ? "" : ",") + std::to_string(count);
        ++count;
      }
    };
    draw(diff_.added, true);
    draw(diff_.removed, false);
    if (count == 0) return;
    out_ << "```mermaid\nflowchart LR\n";
    for (const auto& [name, number] : number_of) out_ << "  n" << number << '[' << mermaid_label(name) << "]\n";
    out_ << lines;
    if (!red.empty()) out_ << "  linkStyle " << red << " stroke:#d1242f\n";
    out_ << "```\n\n";
  }

  void findings(std::string_view title, const std::vector<JudgedFinding>& findings) {
    if (findings.empty()) return;
    out_ << "### " << title << "\n\n";
    for (const JudgedFinding& judged : findings) {
      const Finding& finding = judged.finding;
      out_ << "- " << name_of(finding.severity) << ": " << markdown_text(finding.message) << " ("
           << markdown_code(finding.rule) << place_text(finding.where) << ")\n";
    }
    out_ << '\n';
  }

  static std::string place_text(const Place& place) {
    if (place.path.empty()) return "";
    return ", " + markdown_code(place.path + (place.line > 0 ? ':' + std::to_string(place.line) : ""));
  }

  void edges(std::string_view title, const std::vector<ShownEdge>& edges, std::uint64_t EdgeChange::* count) {
    if (edges.empty()) return;
    out_ << "### " << title << "\n\n";
    for (const ShownEdge& edge : edges) {
      out_ << "- " << markdown_code(edge.change.from) << " → " << markdown_code(edge.change.to) << " ("
           << counted(edge.change.*count, "reference") << ")\n";
      for (const Step& step : edge.evidence)
        out_ << "  - " << markdown_text(step.text) << place_text(step.where) << '\n';
    }
    out_ << '\n';
  }

  void cycles(std::string_view title, const std::vector<std::vector<std::string>>& cycles) {
    if (cycles.empty()) return;
    out_ << "### " << title << "\n\n";
    for (const std::vector<std::string>& cycle : cycles) out_ << "- " << markdown_text(listed(cycle, 20)) << '\n';
    out_ << '\n';
  }

  void write_metrics() {
    std::string rows;
    for (const MetricChange& metric : diff_.comparison.metrics) {
      if (std::isnan(metric.before) || std::isnan(metric.after) || metric.before == metric.after) continue;
      rows += "| " + metric.metric + " | " + rounded(metric.before) + " | " + rounded(metric.after) + " |\n";
    }
    if (!rows.empty()) out_ << "| metric | before | after |\n|---|--:|--:|\n" << rows;
  }

  const DiffResult& diff_;
  std::ostream& out_;
};

}  // namespace

void write_diff_markdown(const DiffResult& diff, std::ostream& out) { Writer(diff, out).write(); }

}  // namespace loadline
