// The section on what was not analysed, and why.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "reports/html/html_text.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"

namespace loadline::html {
namespace {

constexpr std::size_t kMost = 200;

std::string figure(const std::string& value, const std::string& name) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
}

std::string degraded_units(const ScalabilityReport& report) {
  const std::vector<DegradedUnit>& units = report.run.degraded_units;
  if (units.empty()) return "<p>Every translation unit parsed without errors.</p>";
  std::string out = "<h3>Translation units with errors</h3><ul class=\"units\">";
  for (std::size_t i = 0; i < std::min(kMost, units.size()); ++i) {
    out += "<li>" + place(report, units[i].path, 0) +
           (units[i].is_lost ? " <span class=\"bad\">gave nothing but its includes</span>" : " parsed in part") +
           (units[i].lost_lines > 0 ? ", " + counted(units[i].lost_lines, "line") + " not analysed" : "") + "</li>";
  }
  if (units.size() > kMost) out += fmt::format("<li>and {} more</li>", number(units.size() - kMost));
  return out + "</ul>";
}

std::string problems(const ScalabilityReport& report) {
  const Program& program = report.analyses.program();
  if (program.problems().empty()) return {};
  constexpr std::size_t kShown = 30;
  std::string out = fmt::format("<details><summary>{} that Clang met</summary><ul class=\"units\">",
                                numbered(program.problems().size(), "error"));
  for (std::size_t i = 0; i < std::min(kShown, program.problems().size()); ++i) {
    const Problem& problem = program.problems()[i];
    const std::string where =
        problem.where.known() ? place(report, program.files()[problem.where.file].path, problem.where.line) : "";
    out += fmt::format("<li>{} {}</li>", where, text(problem.message));
  }
  if (program.problems().size() > kShown) out += "<li>and " + number(program.problems().size() - kShown) + " more</li>";
  return out + "</ul></details>";
}

std::string unassigned(const ScalabilityReport& report) {
  const Modules& modules = report.analyses.modules();
  if (modules.unassigned().empty()) return "<p>Every file of the project belongs to a module.</p>";
  std::string out = "<h3>Files without a module</h3><ul class=\"units\">";
  for (std::size_t i = 0; i < std::min(kMost, modules.unassigned().size()); ++i) {
    out += "<li>" + place(report, report.analyses.program().files()[modules.unassigned()[i]].path, 0) + "</li>";
  }
  if (modules.unassigned().size() > kMost)
    out += fmt::format("<li>and {} more</li>", number(modules.unassigned().size() - kMost));
  return out + "</ul>";
}

std::string silent_rules(const ScalabilityReport& report) {
  std::string out;
  for (const Rule* rule : all_rules()) {
    const auto& ran = report.run.rules_run;
    if (std::binary_search(ran.begin(), ran.end(), std::string(rule->id))) continue;
    out += fmt::format("<li><code>{}</code> {}</li>", text(rule->id), text(rule->title));
  }
  if (out.empty()) return {};
  return "<h3>Rules that did not run</h3><p>They are off, or say nothing without a declaration in "
         "loadline.yaml.</p><ul "
         "class=\"units\">" +
         out + "</ul>";
}

std::string_view source_name(ModuleSource source) {
  switch (source) {
    case ModuleSource::config: return "declared in loadline.yaml";
    case ModuleSource::build_targets: return "targets of the build";
    case ModuleSource::directories: return "folders";
  }
  return {};
}

}  // namespace

std::string coverage_section(const ScalabilityReport& report) {
  const Coverage& coverage = report.run.coverage;
  const std::uint32_t read = coverage.units - std::min(coverage.units, coverage.lost);
  std::string out;
  if (!coverage.complete) {
    out +=
        "<p class=\"bad\">Too little of the code was read for this report to be trusted. <code>loadline doctor</code> "
        "says "
        "what to fix.</p>";
  }
  if (coverage.inferred_commands) {
    out +=
        "<p class=\"bad\">There was no compile database: include paths were guessed, and results may be "
        "incomplete.</p>";
  }
  out += "<dl class=\"figures\">" + figure(number(read) + " of " + number(coverage.units), "translation units read") +
         figure(number(coverage.degraded), "of them with errors") +
         figure(number(coverage.lost_lines) + " of " + number(coverage.lines), "lines not analysed") +
         figure(number(coverage.files), "files of the project") + figure(number(coverage.references), "references") +
         figure(number(report.run.rules_run.size()), "rules ran") +
         figure(number(coverage.modules), "modules, " + std::string(source_name(report.analyses.modules().source()))) +
         "</dl>";
  return out + degraded_units(report) + problems(report) + unassigned(report) + silent_rules(report);
}

}  // namespace loadline::html
