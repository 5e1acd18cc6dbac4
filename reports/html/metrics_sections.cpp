// The sections of numbers: metrics beside those of reference codebases, and their course over time.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/structure/metrics.h"
#include "reports/html/html_text.h"

namespace loadline::html {
namespace {

std::string value_text(const CodebaseMetric& metric, double value) {
  return metric.is_share ? per_cent(value) : decimal(value, 0);
}

// Where a share is on its strip, in per cent.
std::string at(double share) { return std::to_string(std::lround(100 * std::clamp(share, 0.0, 1.0))); }

// One ring for each reference codebase, a tick at their median, a disc for this one.
std::string strip(const CodebaseMetric& metric, std::size_t number_of_metric, double own) {
  std::string out = "<span class=\"strip\" aria-hidden=\"true\">";
  for (const ReferenceCodebase& reference : reference_codebases()) {
    const double value = reference.values[number_of_metric];
    if (std::isnan(value)) continue;
    out += fmt::format("<i class=\"ref\" style=\"left:{}%\" title=\"{}: {}\"></i>", at(value), text(reference.name),
                       value_text(metric, value));
  }
  const ReferenceRange range = reference_range(number_of_metric, own);
  out += "<i class=\"median\" style=\"left:" + at(range.median) + "%\"></i>";
  if (!std::isnan(own)) out += "<i class=\"own\" style=\"left:" + at(own) + "%\"></i>";
  out += "</span><span class=\"refs\">Median " + value_text(metric, range.median) + ", from " +
         value_text(metric, range.lowest) + " to " + value_text(metric, range.highest);
  const char* verb = range.lower == 1 ? " is lower" : " are lower";
  if (!std::isnan(own)) out += fmt::format("; {} of {}{}", number(range.lower), number(range.count), verb);
  return out + "</span>";
}

std::string compared_table(const ScalabilityReport& report) {
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Metrics of the codebase\"><table "
      "class=\"compared\"><thead><tr><th scope=\"col\">Metric</th><th scope=\"col\" class=\"n\">Here</th><th "
      "scope=\"col\">Among {} reference codebases (0 to 100 %)</th></tr></thead><tbody>",
      number(reference_codebases().size()));
  for (std::size_t i = 0; i < codebase_metrics().size(); ++i) {
    const CodebaseMetric& metric = codebase_metrics()[i];
    const double own = metric.of(report.analyses);
    out += fmt::format(
        "<tr><th scope=\"row\">{}<span class=\"question\">{}</span></th><td class=\"n\"><b>{}</b></td><td>{}</td></tr>",
        text(metric.title), text(metric.meaning), value_text(metric, own),
        metric.is_compared ? strip(metric, i, own) : "<span class=\"faint\">grows with the code; not compared</span>");
  }
  return out + "</tbody></table></div>";
}

std::string sortable(std::string_view name, std::string_view title) {
  return fmt::format("<th scope=\"col\" class=\"n\"><span title=\"{}\">{}</span></th>", text(title), text(name));
}

// A cell that is sorted by `value`.
std::string cell(double value, const std::string& shown) {
  return fmt::format("<td class=\"n\" data-value=\"{}\">{}</td>", std::isnan(value) ? "" : std::to_string(value),
                     shown);
}

std::string cell(double value, int digits) { return cell(value, decimal(value, digits)); }

std::string reference_table() {
  std::string out =
      "<details class=\"formula\"><summary>Which codebases, and how they were measured</summary><p>Debian 12's "
      "sources, "
      "configured by CMake without their tests, read by this tool on " +
      text(reference_date()) +
      " without a loadline.yaml: modules are targets of the build, or folders where there is only one target.</p>"
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Reference codebases\"><table "
      "class=\"modules sortable\"><thead><tr><th scope=\"col\">Codebase</th>";
  for (const CodebaseMetric& metric : codebase_metrics()) out += sortable(metric.title, metric.meaning);
  out += "</tr></thead><tbody>";
  for (const ReferenceCodebase& reference : reference_codebases()) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", text(reference.name));
    for (std::size_t i = 0; i < codebase_metrics().size(); ++i) {
      out += cell(reference.values[i], value_text(codebase_metrics()[i], reference.values[i]));
    }
    out += "</tr>";
  }
  return out + "</tbody></table></div></details>";
}

std::string module_table(const Analyses& analyses) {
  std::string out =
      "<h3>Modules</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Metrics of modules\"><table "
      "class=\"modules sortable\"><thead><tr><th scope=\"col\">Module</th>";
  out += sortable("Lines", "Lines of its files") + sortable("Files", "Files") +
         sortable("Classes", "Classes and structs") + sortable("Used by", "Modules that depend on it") +
         sortable("Uses", "Modules that it depends on") +
         sortable("Reach", "Modules that it needs, directly or not, itself included") +
         sortable("Ca", "Afferent coupling: files of other modules that depend on it") +
         sortable("Ce", "Efferent coupling: its files that depend on other modules") +
         sortable("I", "Instability: Ce / (Ca + Ce)") + sortable("A", "Abstractness: abstract classes / classes") +
         sortable("D", "Distance from the main sequence: |A + I − 1|") +
         sortable("H", "Relational cohesion: (relations between its classes + 1) / classes") + "</tr></thead><tbody>";
  for (ModuleIndex i = 0; i < analyses.modules().all().size(); ++i) {
    const ModuleMetrics& m = analyses.module_metrics()[i];
    out += "<tr><th scope=\"row\">" + text(analyses.modules().all()[i].name) + "</th>" + cell(double(m.lines), 0) +
           cell(m.files, 0) + cell(m.classes, 0) + cell(m.dependants, 0) + cell(m.dependencies, 0) + cell(m.reach, 0) +
           cell(m.afferent, 0) + cell(m.efferent, 0) + cell(m.instability(), 2) + cell(m.abstractness(), 2) +
           cell(m.distance(), 2) + cell(m.relational_cohesion(), 1) + "</tr>";
  }
  return out +
         "</tbody></table></div><p class=\"note\">Ca, Ce, I, A, D after R. C. Martin (1994), counted in files since "
         "C++ "
         "modules are more than classes. H after C. Larman (2002). Propagation cost after A. MacCormack, J. Rusnak and "
         "C. Baldwin (2006).</p>";
}

std::string chart(const std::vector<HistoryEntry>& history, const HistorySeries& series) {
  constexpr double kWidth = 260, kHeight = 56;
  std::vector<std::pair<std::size_t, double>> values;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto found = history[i].values.find(series.key);
    if (found != history[i].values.end()) values.emplace_back(i, found->second);
  }
  double low = 0, high = std::numeric_limits<double>::min();
  for (const auto& [i, value] : values) high = std::max(high, value);
  if (series.key.starts_with("score-")) high = 100;
  std::string points;
  std::pair<long, long> last;
  for (const auto& [i, value] : values) {
    last = {std::lround(4 + (kWidth - 8) * double(i) / double(std::max<std::size_t>(history.size() - 1, 1))),
            std::lround(4 + (kHeight - 8) * (1 - (value - low) / (high - low)))};
    points += std::to_string(last.first) + ',' + std::to_string(last.second) + ' ';
  }
  const auto shown = [&](double value) { return series.is_share ? per_cent(value) : decimal(value, 0); };
  const std::string first_value = shown(values.front().second), last_value = shown(values.back().second);
  return "<figure><figcaption>" + text(series.title) + "<b>" + last_value + "</b><span class=\"faint\">from " +
         first_value + "</span></figcaption><svg viewBox=\"0 0 260 56\" role=\"img\" aria-label=\"" +
         text(series.title) + ": from " + first_value + " to " + last_value +
         "\"><line x1=\"4\" y1=\"52\" x2=\"256\" y2=\"52\"/><polyline points=\"" + points + "\"/><circle cx=\"" +
         std::to_string(last.first) + "\" cy=\"" + std::to_string(last.second) + "\" r=\"3\"/></svg></figure>";
}

}  // namespace

std::string metrics_section(const ScalabilityReport& report) {
  return compared_table(report) + reference_table() + module_table(report.analyses);
}

std::string trend_section(const ScalabilityReport& report) {
  const std::vector<HistoryEntry>& history = report.history;
  if (history.empty()) {
    return "<p class=\"faint\">No history was kept. <code>loadline report --history FILE --commit ID --date "
           "DATE</code> adds a "
           "line to FILE in each run, and plots them here.</p>";
  }
  if (history.size() == 1) {
    return "<p class=\"faint\">This is the first run in the history. The next one will show a trend.</p>";
  }
  const auto name = [](const HistoryEntry& entry) {
    return text(entry.date) + (entry.commit.empty() ? "" : " <code>" + text(entry.commit.substr(0, 12)) + "</code>");
  };
  std::string out = fmt::format("<p>{}, from {} to {}. Each line starts at zero.</p><div class=\"charts\">",
                                numbered(history.size(), "run"), name(history.front()), name(history.back()));
  for (const HistorySeries& series : history_series(history)) out += chart(history, series);
  return out + "</div>";
}

}  // namespace loadline::html
