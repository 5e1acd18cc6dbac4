// Markdown for a comment on a pull request or the summary of a job: what is new first, by rule, evidence folded.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <fmt/core.h>
#include "analyzers/words/phrases.h"
#include "reports/graph/mermaid_text.h"
#include "reports/graph/picture_text.h"
#include "reports/markdown_text.h"
#include "reports/report.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

// GitHub refuses comments of more than 65536 characters, GitLab of a million. The rest is counted, not shown.
constexpr std::size_t kMostBytes = 60000;
// More edges than these make a picture that nobody can read.
constexpr std::size_t kMostEdges = 60;

std::string place_text(const Place& place) {
  if (place.path.empty()) return {};
  return markdown_code(place.path + (place.line > 0 ? ':' + std::to_string(place.line) : "")) + ' ';
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const RunResult& result) : result_(result) {}

  std::string text() {
    text_ = fmt::format("## loadline: {}\n\n{}\n\n", verdict(), counts_line());
    write_status(FindingStatus::fresh);
    write_picture();
    write_folded("Known to the baseline", FindingStatus::known);
    write_folded("Suppressed in the code", FindingStatus::suppressed);
    write_folded("Older than " + markdown_text(result_.since), FindingStatus::older);
    if (left_out_ > 0) text_ += fmt::format("**{}** did not fit in here.\n", counted(left_out_, "more finding"));
    return text_;
  }

 private:
  using Findings = std::vector<const JudgedFinding*>;

  std::size_t count(FindingStatus status) const {
    return static_cast<std::size_t>(
        std::count_if(result_.findings.begin(), result_.findings.end(),
                      [&](const JudgedFinding& judged) { return judged.status == status; }));
  }

  std::string verdict() const {
    const std::size_t fresh = count(FindingStatus::fresh);
    if (!result_.coverage.complete) return "the analysis is incomplete";
    return fresh == 0 ? "no new findings" : counted(fresh, "new finding");
  }

  std::string counts_line() const {
    std::string line;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
      const auto has = [&](const JudgedFinding& judged) {
        return judged.status == FindingStatus::fresh && judged.finding.severity == severity;
      };
      const auto found = std::count_if(result_.findings.begin(), result_.findings.end(), has);
      if (found > 0) line += "**" + counted(static_cast<std::size_t>(found), name_of(severity)) + "** · ";
    }
    if (count(FindingStatus::known) > 0) line += std::to_string(count(FindingStatus::known)) + " known · ";
    if (count(FindingStatus::suppressed) > 0) {
      line += std::to_string(count(FindingStatus::suppressed)) + " suppressed · ";
    }
    if (count(FindingStatus::older) > 0) line += std::to_string(count(FindingStatus::older)) + " older · ";
    const Coverage& coverage = result_.coverage;
    line += fmt::format("{} · {} of {} parsed", counted(result_.rules_run.size(), "rule"),
                        coverage.units - std::min(coverage.units, coverage.lost),
                        counted(coverage.units, "translation unit"));
    if (coverage.degraded > 0) line += fmt::format(", {} with errors", coverage.degraded);
    if (coverage.lost_lines > 0) line += fmt::format(", {} not analysed", lost_lines_text(coverage));
    if (coverage.inferred_commands) line += " · the compile commands were guessed: results may be incomplete";
    return line;
  }

  // The rules in the order of their first finding, so errors come first.
  std::vector<std::pair<std::string, Findings>> by_rule(FindingStatus status) const {
    std::vector<std::pair<std::string, Findings>> groups;
    std::map<std::string, std::size_t> group_of;
    for (const JudgedFinding& judged : result_.findings) {
      if (judged.status != status) continue;
      const auto [group, is_new] = group_of.emplace(judged.finding.rule, groups.size());
      if (is_new) groups.emplace_back(judged.finding.rule, Findings());
      groups[group->second].second.push_back(&judged);
    }
    return groups;
  }

  void write_status(FindingStatus status) {
    for (const auto& [id, findings] : by_rule(status)) {
      const Rule* rule = find_rule(id);
      const std::string title = rule ? ": " + markdown_text(rule->title) : "";
      if (!append("### " + markdown_code(id) + title + " (" + std::to_string(findings.size()) + ")\n\n")) {
        left_out_ += findings.size();
        continue;
      }
      for (const JudgedFinding* judged : findings) left_out_ += append(finding_text(*judged)) ? 0 : 1;
    }
  }

  void write_folded(const std::string& title, FindingStatus status) {
    const std::size_t found = count(status);
    if (found == 0) return;
    text_ += fmt::format("<details><summary>{} ({})</summary>\n\n", title, found);
    write_status(status);
    text_ += "</details>\n\n";
  }

  static std::string finding_text(const JudgedFinding& judged) {
    const Finding& finding = judged.finding;
    std::string text = "* **" + std::string(name_of(finding.severity)) + "** " + place_text(finding.where) +
                       markdown_text(finding.message) + '\n';
    const auto note = [&](std::string_view label, const std::string& said) {
      if (!said.empty()) text += "\n  *" + std::string(label) + ":* " + markdown_text(said) + '\n';
    };
    note("advice", finding.advice);
    note("because", finding.because);
    note("accepted because", judged.justification);
    if (!finding.trail.empty()) {
      text += "\n  <details><summary>Evidence</summary>\n\n";
      for (const Step& step : finding.trail) text += "  1. " + place_text(step.where) + markdown_text(step.text) + '\n';
      text += "\n  </details>\n";
    }
    return text + '\n';
  }

  // The edges between the modules concerned; those that findings name are red.
  void write_picture() {
    std::vector<ConcernedEdge> edges = result_.edges;
    if (edges.size() > kMostEdges) std::erase_if(edges, [](const ConcernedEdge& edge) { return !edge.is_named; });
    if (edges.empty()) return;
    const std::size_t shown = std::min(edges.size(), kMostEdges);
    std::map<std::string, std::size_t> number_of;
    for (std::size_t i = 0; i < shown; ++i) {
      number_of.emplace(edges[i].from, 0);
      number_of.emplace(edges[i].to, 0);
    }
    std::string picture = "```mermaid\nflowchart LR\n", red;
    std::size_t number = 0;
    for (auto& [name, node] : number_of) {
      node = number++;
      picture += "  n" + std::to_string(node) + '[' + mermaid_label(short_label(name)) + "]\n";
    }
    for (std::size_t i = 0; i < shown; ++i) {
      picture += "  n" + std::to_string(number_of[edges[i].from]) + " -->|" + std::to_string(edges[i].references) +
                 "| n" + std::to_string(number_of[edges[i].to]) + '\n';
      if (edges[i].is_named) red += (red.empty() ? "" : ",") + std::to_string(i);
    }
    if (!red.empty()) picture += fmt::format("  linkStyle {} stroke:{},stroke-width:2px\n", red, palette::kCycle);
    append(fmt::format("### Dependencies between the modules concerned\n\n{}```\n\n", picture));
  }

  bool append(const std::string& part) {
    if (text_.size() + part.size() > kMostBytes) return false;
    text_ += part;
    return true;
  }

  const RunResult& result_;
  std::string text_;
  std::size_t left_out_ = 0;
};

void write_markdown(const RunResult& result, const ReportStyle&, std::ostream& out) {
  out << MarkdownWriter(result).text();
}

}  // namespace

extern const Report markdown_report = {"markdown", "for a comment on a pull request or a job's summary",
                                       write_markdown};

}  // namespace loadline
