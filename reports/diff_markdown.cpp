// The diff as a comment on a pull request: a picture of the edges that came and went, then the details.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "reports/diff.h"
#include "reports/graph/mermaid_text.h"
#include "reports/markdown_text.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

constexpr std::size_t kMostEdges = 40;  // more make a picture that nobody can read
// GitHub takes comments of up to 65,536 characters; whatever posts them may add a line of its own.
constexpr std::size_t kMostBytes = 60'000;
constexpr std::size_t kMostPictureBytes = 15'000;
constexpr std::size_t kMostMetricsBytes = 5'000;

class Writer {
 public:
  explicit Writer(const DiffResult& diff) : diff_(diff) {}

  std::string text() {
    const Comparison& c = diff_.comparison;
    text_ = fmt::format("## loadline: {} → {}\n\n", markdown_text(diff_.base), markdown_text(diff_.head));
    if (is_unchanged(diff_)) text_ += "Nothing changed in the architecture.\n\n";
    const std::string metrics = metrics_table();
    const std::vector<Section> sections{{"New findings", findings(diff_.added_findings)},
                                        {"New edges", edges(diff_.added, &EdgeChange::after)},
                                        {"New cycles", cycles(c.added_cycles)},
                                        {"Gone findings", findings(diff_.removed_findings)},
                                        {"Gone edges", edges(diff_.removed, &EdgeChange::before)},
                                        {"Gone cycles", cycles(c.removed_cycles)}};
    std::size_t whole = text_.size() + metrics.size();
    for (const Section& section : sections) whole += section.bytes();
    if (whole > kMostBytes) write_summary(sections);
    const std::string drawn = picture();
    if (drawn.size() <= kMostPictureBytes) text_ += drawn;
    for (std::size_t i = 0; i < sections.size(); ++i) {
      // Half of what is left for each list, so that a long one leaves the later ones something.
      const std::size_t left = kMostBytes - std::min(kMostBytes, text_.size() + metrics.size());
      write_list(sections[i], whole <= kMostBytes ? kMostBytes : left / 2);
    }
    if (metrics.size() <= kMostMetricsBytes || whole <= kMostBytes) text_ += metrics;
    return std::move(text_);
  }

 private:
  struct Section {
    std::string_view title;
    std::vector<std::string> entries;  // Markdown, with line ends

    std::size_t bytes() const {
      std::size_t sum = entries.empty() ? 0 : title.size() + 8;
      for (const std::string& entry : entries) sum += entry.size();
      return sum;
    }
  };

  // What changed, before the lists that are cut.
  void write_summary(const std::vector<Section>& sections) {
    std::string counts;
    for (const Section& section : sections) {
      if (section.entries.empty()) continue;
      counts +=
          (counts.empty() ? "" : ", ") + std::string(section.title) + ": " + std::to_string(section.entries.size());
    }
    text_ += "**" + counts +
             ".** This is more than a comment holds: the lists below are cut, and say how much they leave "
             "out. `loadline diff --format text` and `--format json` show all.\n\n";
  }

  void write_list(const Section& section, std::size_t most) {
    if (section.entries.empty()) return;
    text_ += "### " + std::string(section.title) + "\n\n";
    std::size_t shown = 0, bytes = 0;
    while (shown < section.entries.size() && bytes + section.entries[shown].size() <= most) {
      bytes += section.entries[shown].size();
      text_ += section.entries[shown++];
    }
    const std::size_t left_out = section.entries.size() - shown;
    if (left_out > 0) text_ += fmt::format("- … and {} more, left out here\n", left_out);
    text_ += '\n';
  }

  // New edges are thick and red, those that went dotted.
  std::string picture() const {
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
    if (count == 0) return "";
    std::string text = "```mermaid\nflowchart LR\n";
    for (const auto& [name, number] : number_of) {
      text += "  n" + std::to_string(number) + '[' + mermaid_label(name) + "]\n";
    }
    text += lines;
    if (!red.empty()) text += fmt::format("  linkStyle {} stroke:#d1242f\n", red);
    return text + "```\n\n";
  }

  static std::vector<std::string> findings(const std::vector<JudgedFinding>& findings) {
    std::vector<std::string> entries;
    for (const JudgedFinding& judged : findings) {
      const Finding& finding = judged.finding;
      entries.push_back("- " + std::string(name_of(finding.severity)) + ": " + markdown_text(finding.message) + " (" +
                        markdown_code(finding.rule) + place_text(finding.where) + ")\n");
    }
    return entries;
  }

  static std::string place_text(const Place& place) {
    if (place.path.empty()) return "";
    return ", " + markdown_code(place.path + (place.line > 0 ? ':' + std::to_string(place.line) : ""));
  }

  static std::vector<std::string> edges(const std::vector<ShownEdge>& edges, std::uint64_t EdgeChange::* count) {
    std::vector<std::string> entries;
    for (const ShownEdge& edge : edges) {
      std::string entry = "- " + markdown_code(edge.change.from) + " → " + markdown_code(edge.change.to) + " (" +
                          counted(edge.change.*count, "reference") + ")\n";
      for (const Step& step : edge.evidence) entry += "  - " + markdown_text(step.text) + place_text(step.where) + '\n';
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  static std::vector<std::string> cycles(const std::vector<std::vector<std::string>>& cycles) {
    std::vector<std::string> entries;
    for (const std::vector<std::string>& cycle : cycles) {
      entries.push_back("- " + markdown_text(listed(cycle, 20)) + '\n');
    }
    return entries;
  }

  std::string metrics_table() const {
    std::string rows;
    for (const MetricChange& metric : diff_.comparison.metrics) {
      if (std::isnan(metric.before) || std::isnan(metric.after) || metric.before == metric.after) continue;
      rows += "| " + metric.metric + " | " + rounded(metric.before) + " | " + rounded(metric.after) + " |\n";
    }
    return rows.empty() ? "" : "| metric | before | after |\n|---|--:|--:|\n" + rows;
  }

  const DiffResult& diff_;
  std::string text_;
};

}  // namespace

void write_diff_markdown(const DiffResult& diff, std::ostream& out) { out << Writer(diff).text(); }

}  // namespace loadline
