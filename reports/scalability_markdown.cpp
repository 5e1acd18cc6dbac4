// The scalability report as Markdown, for wikis and pull requests.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/core.h>
#include "analyzers/diagrams/diagram.h"
#include "analyzers/diagrams/dsm_order.h"
#include "analyzers/diagrams/fold_diagram.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/routes/route.h"
#include "reports/graph/graph_format.h"
#include "reports/link_template.h"
#include "reports/markdown_text.h"
#include "reports/scalability_report.h"
#include "rules/assessment/route_rows.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

constexpr std::size_t kMostFindings = 200, kMostSteps = 12, kMostMatrix = 40;

std::string decimal(double value, int digits) {
  if (std::isnan(value)) return "–";
  const double scale = std::pow(10, digits);
  const auto scaled = static_cast<long long>(std::llround(value * scale));
  std::string rest = std::to_string(std::llabs(scaled) % static_cast<long long>(scale));
  rest.insert(0, static_cast<std::size_t>(std::max(0, digits - static_cast<int>(rest.size()))), '0');
  return std::string(scaled < 0 ? "-" : "") + std::to_string(std::llabs(scaled) / static_cast<long long>(scale)) +
         (digits > 0 ? '.' + rest : "");
}

std::string value_text(const CodebaseMetric& metric, double value) {
  if (std::isnan(value)) return "–";
  return metric.is_share ? decimal(100 * value, 0) + " %" : decimal(value, 0);
}

class MarkdownReport {
 public:
  MarkdownReport(const ScalabilityReport& report, std::ostream& out)
      : report_(report), analyses_(report.analyses), out_(out) {}

  void write() {
    out_ << "# " << markdown_text(report_.project) << ": scalability report\n\n";
    if (!report_.date.empty() || !report_.commit.empty()) {
      out_ << markdown_text(report_.date) << ' ' << (report_.commit.empty() ? "" : markdown_code(report_.commit))
           << "\n\n";
    }
    write_verdict();
    write_scorecard();
    write_hot_spots();
    write_graph();
    write_matrix();
    write_services();
    write_findings();
    write_metrics();
    write_trend();
    write_coverage();
  }

 private:
  std::string place(const Place& where) const {
    if (where.path.empty()) return {};
    const std::string shown = markdown_code(where.path + (where.line > 0 ? ':' + std::to_string(where.line) : ""));
    const std::string link = link_to(report_.link_template, where.path, where.line);
    return link.empty() ? shown : "[" + shown + "](" + link + ")";
  }

  void write_verdict() {
    out_ << "## 1 Verdict\n\n";
    for (const std::string& sentence : report_.assessment.verdict.sentences) out_ << markdown_text(sentence) << ' ';
    out_ << "\n\n";
    if (report_.assessment.verdict.changes.empty()) return;
    out_ << "The changes that buy the most:\n\n";
    int number = 0;
    for (const Change& change : report_.assessment.verdict.changes) {
      out_ << ++number << ". " << markdown_text(change.text) << " (+" << decimal(change.points, 1) << ' '
           << markdown_text(change.principle) << ", finding " << change.finding + 1 << ")\n";
    }
    out_ << '\n';
  }

  void write_scorecard() {
    out_ << "## 2 Scorecard\n\n| | Grade | Score | Measured | Findings |\n|---|:-:|--:|---|---|\n";
    for (const ScorecardRow& row : report_.assessment.scorecard) {
      const bool is_graded = row.grade < Grade::not_applicable;
      out_ << "| " << markdown_text(row.principle->title) << " | " << name_of(row.grade) << " | "
           << (is_graded ? decimal(row.score, 0) : "") << " | ";
      out_ << markdown_text(is_graded ? affected_text(row) : row.why_ungraded);
      for (const Figure& figure : row.figures) {
        out_ << "; " << markdown_text(figure.name) << ' ' << markdown_text(figure.value);
      }
      out_ << " | ";
      for (std::size_t i = 0; i < std::min<std::size_t>(row.findings.size(), 8); ++i) {
        out_ << (i > 0 ? ", " : "") << row.findings[i] + 1;
      }
      out_ << (row.findings.size() > 8 ? ", …" : "") << " |\n";
    }
    out_ << '\n' << markdown_text(grade_formula()) << "\n\n";
  }

  void write_hot_spots() {
    out_ << "## 3 Hot spots\n\n";
    if (report_.assessment.hot_spots.empty()) out_ << "None.\n";
    for (const HotSpot& spot : report_.assessment.hot_spots) {
      out_ << "* **" << markdown_text(spot.name) << "** (" << (spot.is_handler ? "handler" : "module") << ", heat "
           << decimal(spot.heat, 1) << "): ";
      for (std::size_t i = 0; i < spot.reasons.size(); ++i) {
        out_ << (i > 0 ? "; " : "") << markdown_text(spot.reasons[i].text);
      }
      out_ << '\n';
    }
    out_ << '\n' << markdown_text(heat_formula()) << "\n\n";
  }

  void write_graph() {
    out_ << "## 4 Dependency graph\n\n```mermaid\n";
    const Diagram diagram =
        fold_diagram(make_diagram(analyses_, {}), mermaid_format.max_nodes / 4, mermaid_format.max_edges);
    mermaid_format.write(diagram, analyses_.program(), out_);
    out_ << "```\n\n";
  }

  void write_matrix() {
    out_ << "## 5 Structure matrix\n\n";
    const std::vector<Module>& modules = analyses_.modules().all();
    if (modules.size() > kMostMatrix) {
      out_ << modules.size()
           << " modules are too many for a table; `loadline graph --format dsm` writes the matrix.\n\n";
      return;
    }
    const std::vector<Node> order = dsm_order(analyses_.module_dependencies().graph());
    out_ << "A column uses the rows in which it has a number.\n\n| |";
    for (std::size_t i = 0; i < order.size(); ++i) out_ << ' ' << i + 1 << " |";
    out_ << "\n|---|";
    for (std::size_t i = 0; i < order.size(); ++i) out_ << "--:|";
    out_ << '\n';
    for (std::size_t r = 0; r < order.size(); ++r) {
      out_ << "| " << r + 1 << ' ' << markdown_text(modules[order[r]].name) << " |";
      for (const Node column : order) {
        const Dependency* dependency = analyses_.module_dependencies().find(column, order[r]);
        out_ << ' ' << (column == order[r] ? "■" : dependency ? std::to_string(dependency->total) : "") << " |";
      }
      out_ << '\n';
    }
    out_ << '\n';
  }

  void write_services() {
    out_ << "## 6 Services and API\n\n";
    for (const Service& service : analyses_.modules().services()) {
      out_ << "* service " << markdown_code(service.name) << ": " << service.modules.size()
           << (service.modules.size() == 1 ? " module\n" : " modules\n");
    }
    const std::vector<Route>& routes = analyses_.routes();
    if (routes.empty()) {
      out_ << "\nNo route is registered with a framework that loadline knows.\n\n";
      return;
    }
    out_ << "\n| Service | Route | Version | Handler | Called by | Changes | Waits in | Observed |\n"
            "|---|---|---|---|---|---|---|---|\n";
    for (const RouteRow& row : route_rows(analyses_, report_.run.findings)) {
      const Route& route = routes[row.route];
      out_ << "| " << services_text(row) << " | " << markdown_code(route_name(analyses_.program(), route)) << " | "
           << (row.contract.empty() ? markdown_text(row.version) : "none: " + findings_text(row.contract)) << " | "
           << markdown_code(handler_name(analyses_.program(), route.handler)) << " | " << callers_text(row) << " | "
           << states_text(row) << " | " << (row.waiting.empty() ? "nothing known" : findings_text(row.waiting)) << " | "
           << (row.observation.empty() ? "" : "no: " + findings_text(row.observation)) << " |\n";
    }
    out_ << '\n';
  }

  static std::string services_text(const RouteRow& row) {
    std::string text;
    for (const std::string& service : row.services) text += (text.empty() ? "" : ", ") + markdown_text(service);
    return text;
  }

  std::string callers_text(const RouteRow& row) const {
    std::string text;
    for (const RouteCaller& caller : row.callers) {
      const std::string path(analyses_.program().files()[caller.where.file].path);
      text += (text.empty() ? "" : ", ") + markdown_text(caller.name) + " (" +
              markdown_code(path + ':' + std::to_string(caller.where.line)) + ")";
    }
    return text.empty() ? "nobody here" : text;
  }

  static std::string states_text(const RouteRow& row) {
    std::string text;
    for (const HandlerState* state : row.states) {
      text +=
          fmt::format("{}{} (guard: {})", text.empty() ? "" : ", ", markdown_code(state->name), name_of(state->guard));
    }
    return text.empty() ? "nothing" : text;
  }

  // "finding 3, 12".
  static std::string findings_text(const std::vector<std::uint32_t>& findings) {
    std::string text = "finding ";
    for (std::size_t i = 0; i < findings.size(); ++i) text += (i > 0 ? ", " : "") + std::to_string(findings[i] + 1);
    return text;
  }

  void write_findings() {
    const std::vector<JudgedFinding>& findings = report_.run.findings;
    out_ << "## 7 Findings\n\n";
    if (findings.empty()) out_ << "None.\n\n";
    for (std::size_t i = 0; i < std::min(kMostFindings, findings.size()); ++i) {
      const Finding& finding = findings[i].finding;
      out_ << i + 1 << ". **" << name_of(finding.severity) << "** " << markdown_code(finding.rule) << " ("
           << name_of(findings[i].status) << ") " << place(finding.where) << ' ' << markdown_text(finding.message)
           << '\n';
      if (!finding.advice.empty()) out_ << "   * " << markdown_text(finding.advice) << '\n';
      for (std::size_t step = 0; step < std::min(kMostSteps, finding.trail.size()); ++step) {
        out_ << "   * " << place(finding.trail[step].where) << ' ' << markdown_text(finding.trail[step].text) << '\n';
      }
    }
    if (findings.size() > kMostFindings) out_ << "\nand " << findings.size() - kMostFindings << " more\n";
    out_ << '\n';
  }

  void write_metrics() {
    out_ << "## 8 Metrics\n\n| Metric | Here | Lowest | Median | Highest |\n|---|--:|--:|--:|--:|\n";
    for (std::size_t i = 0; i < codebase_metrics().size(); ++i) {
      const CodebaseMetric& metric = codebase_metrics()[i];
      const double own = metric.of(analyses_);
      const ReferenceRange range = reference_range(i, own);
      out_ << "| " << markdown_text(metric.title) << " | **" << value_text(metric, own) << "** | "
           << value_text(metric, range.lowest) << " | " << value_text(metric, range.median) << " | "
           << value_text(metric, range.highest) << " |\n";
    }
    out_ << "\nBeside " << reference_codebases().size() << " codebases that this tool measured on " << reference_date()
         << ": ";
    for (const ReferenceCodebase& reference : reference_codebases()) {
      out_ << (&reference == &reference_codebases().front() ? "" : ", ") << markdown_text(reference.name);
    }
    out_ << ".\n\n";
  }

  void write_trend() {
    out_ << "## 9 Trend\n\n";
    if (report_.history.size() < 2) {
      out_ << "`--history FILE` keeps a line for each run; two of them make a trend.\n\n";
      return;
    }
    out_ << "| | " << markdown_text(report_.history.front().date) << " | " << markdown_text(report_.history.back().date)
         << " |\n|---|--:|--:|\n";
    const auto shown = [](const HistoryEntry& entry, const HistorySeries& series) -> std::string {
      const auto found = entry.values.find(series.key);
      if (found == entry.values.end()) return "–";
      return series.is_share ? decimal(100 * found->second, 1) + " %" : decimal(found->second, 0);
    };
    for (const HistorySeries& series : history_series(report_.history)) {
      out_ << "| " << markdown_text(series.title) << " | " << shown(report_.history.front(), series) << " | "
           << shown(report_.history.back(), series) << " |\n";
    }
    out_ << '\n';
  }

  void write_coverage() {
    const Coverage& coverage = report_.run.coverage;
    out_ << "## 10 Coverage\n\n"
         << coverage.units - std::min(coverage.units, coverage.lost) << " of " << coverage.units
         << " translation units read, " << coverage.degraded << " of them with errors; " << coverage.lost_lines
         << " of " << coverage.lines << " lines not analysed; " << coverage.files << " files, " << coverage.modules
         << " modules, " << coverage.references << " references; " << report_.run.rules_run.size() << " rules ran.\n";
    if (!coverage.complete) out_ << "\nToo little of the code was read for this report to be trusted.\n";
    for (std::size_t i = 0; i < std::min(kMostFindings, report_.run.degraded_units.size()); ++i) {
      const DegradedUnit& unit = report_.run.degraded_units[i];
      out_ << "* " << markdown_code(unit.path)
           << (unit.is_lost ? " gave nothing but its includes\n" : " parsed in part\n");
    }
  }

  const ScalabilityReport& report_;
  const Analyses& analyses_;
  std::ostream& out_;
};

}  // namespace

void write_scalability_markdown(const ScalabilityReport& report, std::ostream& out) {
  MarkdownReport(report, out).write();
}

}  // namespace loadline
