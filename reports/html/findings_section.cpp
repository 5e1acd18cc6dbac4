// The section of findings, each with its trail and the source lines it points at.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/core.h>
#include "reports/html/html_text.h"
#include "reports/html/sections.h"
#include "rules/assessment/affected_elements.h"

namespace loadline::html {
namespace {

// Source lines are shown for this many findings: the first ones, which are the worst. The page must open quickly.
constexpr std::size_t kMostWithSource = 400, kMostSteps = 40;

std::string source_at(const ScalabilityReport& report, const Place& where) {
  std::string out;
  for (std::uint32_t line = where.line > 1 ? where.line - 1 : 1; where.line > 0 && line <= where.line + 1; ++line) {
    const auto found = report.sources.find({where.path, line});
    if (found == report.sources.end()) continue;
    out += fmt::format("{}<i>{}</i>{}\n</span>", line == where.line ? "<span class=\"here\">" : "<span>", line,
                       code_line(found->second));
  }
  return out.empty() ? "" : fmt::format("<pre class=\"source\" tabindex=\"0\" aria-label=\"Source\">{}</pre>", out);
}

std::string trail_of(const ScalabilityReport& report, const Finding& finding, bool with_source) {
  if (finding.trail.empty()) return with_source ? source_at(report, finding.where) : "";
  std::string out = "<ol class=\"trail\">";
  for (std::size_t i = 0; i < std::min(kMostSteps, finding.trail.size()); ++i) {
    const Step& step = finding.trail[i];
    out +=
        fmt::format("<li><span class=\"step\">{}</span> {}{}</li>", prose(step.text),
                    place(report, step.where.path, step.where.line), with_source ? source_at(report, step.where) : "");
  }
  out += "</ol>";
  if (finding.trail.size() > kMostSteps) {
    out += fmt::format("<p class=\"faint\">and {}</p>", numbered(finding.trail.size() - kMostSteps, "more step"));
  }
  return out;
}

std::string modules_of(const AffectedElements& affected, const Finding& finding) {
  std::string numbers;
  for (const std::uint32_t module : affected.of(finding, Element::module)) numbers += ' ' + std::to_string(module);
  return numbers.empty() ? numbers : numbers.substr(1);
}

std::string_view meaning_of(FindingStatus status) {
  switch (status) {
    case FindingStatus::fresh: return "";
    case FindingStatus::known: return "Known to the baseline";
    case FindingStatus::suppressed: return "Suppressed in the code";
    case FindingStatus::older: return "Older than the state it was compared with";
  }
  return "";
}

std::string status_text(const JudgedFinding& judged) {
  if (judged.status == FindingStatus::fresh) return {};
  return fmt::format("<p class=\"status\">{}{}</p>", meaning_of(judged.status),
                     judged.justification.empty() ? "" : ": " + prose(judged.justification));
}

std::string entry(const ScalabilityReport& report, const AffectedElements& affected, std::size_t i) {
  const JudgedFinding& judged = report.run.findings[i];
  const Finding& finding = judged.finding;
  const std::string severity(name_of(finding.severity)), status(name_of(judged.status));
  const std::string id = std::to_string(i + 1);
  std::string out = "<details class=\"finding " + status + "\" id=\"finding-" + id + "\" data-rule=\"" +
                    text(finding.rule) + "\" data-severity=\"" + severity + "\" data-status=\"" + status +
                    "\" data-modules=\"" + modules_of(affected, finding) + "\"><summary><span class=\"id\">" + id +
                    "</span><span class=\"sev " + severity + "\">" + severity + "</span><span class=\"message\">" +
                    prose(finding.message) + "</span><span class=\"rule\">" + text(finding.rule) +
                    (judged.status == FindingStatus::fresh ? "" : " · " + status) +
                    "</span></summary><div class=\"body\">";
  out += status_text(judged);
  if (!finding.where.path.empty()) out += "<p>" + place(report, finding.where.path, finding.where.line) + "</p>";
  if (!finding.because.empty()) out += "<p class=\"because\">The rule says why: " + prose(finding.because) + "</p>";
  if (!finding.advice.empty()) out += "<p class=\"advice\"><b>What to do:</b> " + prose(finding.advice) + "</p>";
  return out + trail_of(report, finding, i < kMostWithSource) + "</div></details>";
}

std::string option(const std::string& value, const std::string& label) {
  return fmt::format("<option value=\"{}\">{}</option>", text(value), text(label));
}

std::string filter(const ScalabilityReport& report) {
  std::set<std::string> rules;
  for (const JudgedFinding& judged : report.run.findings) rules.insert(judged.finding.rule);
  std::string out =
      "<form class=\"tools needs-script\" id=\"finding-filter\" role=\"search\" aria-label=\"Filter findings\"><label "
      "class=\"search\"><span class=\"hidden\">Search findings</span><input type=\"search\" id=\"finding-text\" "
      "placeholder=\"Search findings\" autocomplete=\"off\"></label><label>Rule <select id=\"finding-rule\"><option "
      "value=\"\">all</option>";
  for (const std::string& rule : rules) out += option(rule, rule);
  out += "</select></label><label>Module <select id=\"finding-module\"><option value=\"\">all</option>";
  const std::vector<Module>& modules = report.analyses.modules().all();
  for (std::size_t i = 0; i < modules.size(); ++i) out += option(std::to_string(i), modules[i].name);
  out += "</select></label><label>Severity <select id=\"finding-severity\"><option value=\"\">all</option>" +
         option("error", "error") + option("warning", "warning") + option("note", "note") +
         "</select></label><label>Status <select id=\"finding-status\"><option value=\"\">all</option>" +
         option("fresh", "new") + option("known", "known") + option("suppressed", "suppressed") +
         "</select></label><span class=\"spacer\"></span><button type=\"button\" id=\"finding-open\">Open all</button>"
         "<output id=\"finding-count\"></output></form>";
  return out;
}

}  // namespace

std::string findings_section(const ScalabilityReport& report) {
  const std::vector<JudgedFinding>& findings = report.run.findings;
  if (findings.empty()) {
    return fmt::format("<p class=\"faint\">No findings from {}.</p>", numbered(report.run.rules_run.size(), "rule"));
  }
  const AffectedElements affected(report.analyses);
  std::string out = filter(report) + "<div id=\"finding-list\">";
  const std::size_t shown = std::min(kMostFindings, findings.size());
  for (std::size_t i = 0; i < shown; ++i) out += entry(report, affected, i);
  out += "</div><p class=\"faint needs-script\" id=\"finding-none\" hidden>No finding fits the filter.</p>";
  if (shown == findings.size()) return out;
  return out + "<p class=\"faint\">" + numbered(findings.size() - shown, "more finding") +
         " did not fit in here. <code>loadline check --report json</code> has them all.</p>";
}

}  // namespace loadline::html
