// The scalability report as one HTML file that loads nothing from the network.
// SPDX-License-Identifier: Apache-2.0
//
// Everything a reader needs is in the HTML itself, so that it can be printed, searched and read aloud without scripts.
// The scripts add interaction: pan and zoom, expanding, filters, the theme.
#include <array>

#include <fmt/core.h>

#include "reports/html/assets.h"
#include "reports/html/html_text.h"
#include "reports/html/sections.h"
#include "reports/scalability_report.h"

namespace loadline {
namespace {

using namespace html;

// Nothing may be loaded, whatever the page may hold.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action "
    "'none'";

// The mark on a ship's hull: a circle with a line through it.
constexpr std::string_view kEmblem =
    "<svg class=\"emblem\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><circle cx=\"20\" cy=\"20\" r=\"11\"/><path "
    "d=\"M1 20h38\"/></svg>";

struct Section {
  const char* id;
  const char* title;
  std::string contents;
};

std::string head(const ScalabilityReport& report) {
  return "<!doctype html>\n<html lang=\"en\" data-theme=\"auto\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"" +
         std::string(kPolicy) + "\"><meta name=\"generator\" content=\"loadline " + text(report.run.version) +
         "\"><title>" + text(report.project) + " — scalability report</title><style>\n" +
         std::string(asset("page.css")) + "</style><script>" + std::string(asset("theme.js")) + "</script></head>\n";
}

std::string masthead(const ScalabilityReport& report) {
  const Coverage& coverage = report.run.coverage;
  std::string facts;
  if (!report.date.empty()) facts += "<span>" + text(report.date) + "</span>";
  if (!report.commit.empty()) facts += "<span><code>" + text(report.commit.substr(0, 12)) + "</code></span>";
  facts += "<span>" + numbered(coverage.modules, "module") + "</span><span>" + numbered(coverage.files, "file") +
           "</span><span>" + numbered(coverage.references, "reference") + "</span><span>" +
           numbered(report.run.findings.size(), "finding") + "</span>";
  return "<header class=\"masthead\">" + std::string(kEmblem) + "<div><p class=\"kicker\">Scalability report</p><h1>" +
         text(report.project) + "</h1><p class=\"facts\">" + facts +
         "</p></div><button type=\"button\" class=\"needs-script\" id=\"theme\" aria-label=\"Theme: "
         "automatic\">Theme: auto</button></header>\n";
}

std::string navigation(const std::array<Section, 10>& sections) {
  std::string out = "<nav aria-label=\"Sections\"><ol>";
  for (const Section& section : sections) {
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>", section.id, section.title);
  }
  return out + "</ol></nav>\n";
}

std::string wrapped(const Section& section, std::size_t number) {
  const std::string id(section.id);
  return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id +
         "-title\"><span class=\"no\">" + std::to_string(number) + "</span>" + section.title +
         "</h2><div class=\"contents\">" + section.contents + "</div></section>\n";
}

}  // namespace

void write_scalability_html(const ScalabilityReport& report, std::ostream& out) {
  const StructureView view = structure_view(report.analyses);
  const std::array<Section, 10> sections = {{
      {"verdict", "Verdict", verdict_section(report)},
      {"scorecard", "Scorecard", scorecard_section(report)},
      {"hot-spots", "Hot spots", hot_spots_section(report)},
      {"graph", "Dependency graph", graph_section(report, view)},
      {"dsm", "Structure matrix", matrix_section(view)},
      {"services", "Services and API", services_section(report)},
      {"findings", "Findings", findings_section(report)},
      {"metrics", "Metrics", metrics_section(report)},
      {"trend", "Trend", trend_section(report)},
      {"coverage", "Coverage", coverage_section(report)},
  }};
  out << head(report) << "<body><a class=\"skip\" href=\"#verdict\">Skip to the verdict</a>\n"
      << masthead(report) << "<div class=\"frame\">" << navigation(sections) << "<main>\n";
  for (std::size_t i = 0; i < sections.size(); ++i) out << wrapped(sections[i], i + 1);
  out << "</main></div>\n<footer>Written by loadline " << text(report.run.version)
      << ". Everything above was measured in this run; the formulas are beside the numbers.</footer>\n"
      << "<script type=\"application/json\" id=\"structure\">" << structure_json(view, report)
      << "</script>\n<script>\n";
  for (const char* script :
       {"model.js", "graph_layout.js", "graph_view.js", "graph.js", "matrix.js", "findings.js", "tables.js"})
    out << asset(script);
  out << "</script></body></html>\n";
}

extern const Report html_report{"html", "the scalability report as a page, with the findings of this run", nullptr,
                                write_scalability_html};

}  // namespace loadline
