// The sections that judge: verdict, scorecard, hot spots.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/core.h>
#include "reports/html/html_text.h"
#include "reports/html/sections.h"

namespace loadline::html {
namespace {

const ScorecardRow* row_of(const ScalabilityReport& report, const std::string& principle) {
  for (const ScorecardRow& row : report.assessment.scorecard) {
    if (row.principle->id == principle) return &row;
  }
  return nullptr;
}

bool is_graded(const ScorecardRow& row) { return row.grade < Grade::not_applicable; }

std::string css_class_of(const ScorecardRow& row) {
  return is_graded(row) ? std::string(1, static_cast<char>('a' + static_cast<int>(row.grade))) : "none";
}

std::string score_bar(const ScorecardRow& row) {
  if (!is_graded(row)) return fmt::format("<span class=\"faint\">{}</span>", prose(row.why_ungraded));
  const std::string score = decimal(row.score, 0);
  return "<span class=\"load\" style=\"--at:" + score +
         "\" aria-hidden=\"true\"><i></i></span><span class=\"points\">" + score + "<small> / 100</small></span>";
}

std::string counts_text(const ScorecardRow& row) {
  std::string out;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const std::uint32_t count = row.counts[static_cast<std::size_t>(severity)];
    if (count == 0) continue;
    out += fmt::format("<span class=\"sev {}\">{}</span> ", name_of(severity), numbered(count, name_of(severity)));
  }
  return out.empty() ? "no findings" : out;
}

std::string evidence_of(const ScorecardRow& row) {
  constexpr std::size_t kMost = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, row.findings.size()); ++i) {
    out += finding_link(row.findings[i], std::to_string(row.findings[i] + 1)) + ' ';
  }
  if (row.findings.size() > kMost) out += fmt::format("and {} more", number(row.findings.size() - kMost));
  return out;
}

std::string rules_text(const std::vector<std::string>& rules) {
  std::string out;
  for (const std::string& rule : rules) out += (out.empty() ? "<code>" : ", <code>") + text(rule) + "</code>";
  return out.empty() ? "none" : out;
}

std::string scorecard_row(const ScorecardRow& row) {
  const Principle& principle = *row.principle;
  std::string out = "<tr id=\"row-" + text(principle.id) + "\"><td class=\"g\">" + grade_mark(row) +
                    "</td><th scope=\"row\">" + text(principle.title) + "<span class=\"question\">" +
                    text(principle.question) + "</span></th><td class=\"bar\">" + score_bar(row) +
                    "</td><td class=\"measured\">";
  if (is_graded(row)) out += text(affected_text(row));
  for (const Figure& figure : row.figures) {
    out += fmt::format("<span class=\"figure\">{} <b>{}</b></span>", text(figure.name), text(figure.value));
  }
  out += "</td><td class=\"evidence\">";
  if (!row.rules_run.empty() && is_graded(row)) out += counts_text(row);
  out += "<details><summary>evidence and rules</summary>";
  if (!row.findings.empty()) out += fmt::format("<p>Findings {}</p>", evidence_of(row));
  out += fmt::format("<p>Ran: {}</p>", rules_text(row.rules_run));
  if (!row.rules_off.empty()) out += fmt::format("<p>Off: {}</p>", rules_text(row.rules_off));
  return out + "</details></td></tr>";
}

}  // namespace

std::string finding_link(std::uint32_t finding, const std::string& content) {
  if (finding >= kMostFindings) return content;
  return fmt::format("<a class=\"to-finding\" href=\"#finding-{}\">{}</a>", finding + 1, content);
}

std::string grade_mark(const ScorecardRow& row) {
  const std::string name(is_graded(row) ? name_of(row.grade) : "–");
  return fmt::format("<span class=\"grade {}\" title=\"{}\">{}</span>{}", css_class_of(row), name_of(row.grade), name,
                     is_graded(row) ? "" : "<span class=\"hidden\">" + std::string(name_of(row.grade)) + "</span>");
}

std::string verdict_section(const ScalabilityReport& report) {
  std::string out = "<div class=\"verdict\"><div class=\"words\"><p>";
  for (const std::string& sentence : report.assessment.verdict.sentences) out += prose(sentence) + ' ';
  out += "</p><ul class=\"grades\" aria-label=\"Grades\">";
  for (const ScorecardRow& row : report.assessment.scorecard) {
    out += fmt::format("<li><a href=\"#row-{}\">{}<span>{}</span></a></li>", text(row.principle->id), grade_mark(row),
                       text(row.principle->title));
  }
  out += "</ul></div><div class=\"changes\"><h3>What buys the most</h3>";
  const std::vector<Change>& changes = report.assessment.verdict.changes;
  if (changes.empty())
    return out + "<p class=\"faint\">loadline found nothing that would raise a grade.</p></div></div>";
  out += "<ol>";
  for (const Change& change : changes) {
    const ScorecardRow* row = row_of(report, change.principle);
    out += fmt::format("<li><p>{}</p><p class=\"gain\"><b>+{}</b> points of {} · {}</p></li>", prose(change.text),
                       decimal(change.points, change.points < 1 ? 1 : 0), text(row->principle->title),
                       finding_link(change.finding, "evidence"));
  }
  return out + "</ol></div></div>";
}

std::string scorecard_section(const ScalabilityReport& report) {
  std::string out =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scorecard\"><table "
      "class=\"scorecard\"><thead><tr>"
      "<th scope=\"col\">Grade</th><th scope=\"col\">Principle</th><th scope=\"col\">Score</th>"
      "<th scope=\"col\">Measured</th><th scope=\"col\">Evidence</th></tr></thead><tbody>";
  bool said_pitfalls = false;
  for (const ScorecardRow& row : report.assessment.scorecard) {
    if (row.principle->is_pitfall && !said_pitfalls) {
      said_pitfalls = true;
      out += "<tr class=\"between\"><th colspan=\"5\" scope=\"rowgroup\">Pitfalls</th></tr>";
    }
    out += scorecard_row(row);
  }
  return out + "</tbody></table></div><details class=\"formula\"><summary>How a grade is computed</summary><p>" +
         prose(grade_formula()) + "</p></details>";
}

std::string hot_spots_section(const ScalabilityReport& report) {
  const std::vector<HotSpot>& spots = report.assessment.hot_spots;
  if (spots.empty()) return "<p class=\"faint\">No module and no handler stands out.</p>";
  const double hottest = spots.front().heat;
  std::string out = "<ol class=\"spots\">";
  for (const HotSpot& spot : spots) {
    out += "<li><div class=\"spot\"><span class=\"kind\">" + std::string(spot.is_handler ? "handler" : "module") +
           "</span> <b class=\"name\">" + text(spot.name) +
           "</b><span class=\"heat\" aria-hidden=\"true\"><i style=\"width:" + decimal(100 * spot.heat / hottest, 0) +
           "%\"></i></span><span class=\"value\">" + decimal(spot.heat, 1) + "</span></div><ul class=\"reasons\">";
    for (const HotSpotReason& reason : spot.reasons) {
      const std::string words = prose(reason.text);
      out += "<li>" + (reason.finding == kNone ? words : finding_link(reason.finding, words)) +
             " <span class=\"faint\">+" + decimal(reason.heat, 1) + "</span></li>";
    }
    out += "</ul></li>";
  }
  return fmt::format("{}</ol><details class=\"formula\"><summary>How heat is computed</summary><p>{}</p></details>",
                     out, prose(heat_formula()));
}

}  // namespace loadline::html
