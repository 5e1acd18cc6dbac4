// Makes programs up.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/html/made_report.h"

#include <algorithm>
#include <random>

#include "analyzers/model/program_builder.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/reports/hostile_result.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

namespace loadline::test {
namespace {

void finish(MadeReport& made, const TuFacts& facts) {
  ProgramBuilder builder;
  builder.add(facts);
  made.program = std::move(builder).build();
  made.analyses = std::make_unique<Analyses>(made.program, made.architecture, made.targets);
  const RuleSettings settings = default_rule_settings();
  for (Finding& finding : run_rules(all_rules(), *made.analyses, settings, ""))
    made.run.findings.push_back({std::move(finding), {}, ""});
  for (const auto& [id, entries] : settings.entries) {
    if (!entries.empty()) made.run.rules_run.push_back(id);
  }
  made.run.version = "1.2.3";
  made.run.coverage.units = 1;
  made.run.coverage.modules = static_cast<std::uint32_t>(made.analyses->modules().all().size());
}

std::uint32_t lines_of(std::uint32_t i) { return 50 + i * 37 % 900; }

}  // namespace

ScalabilityReport MadeReport::report(const std::string& project) const { return judged(*analyses, run, project); }

ScalabilityReport judged(const Analyses& analyses, const RunResult& run, const std::string& project) {
  ScalabilityReport report{project, "", "", analyses, run, {}, {}, {}, ""};
  report.assessment = assess({analyses, run.findings, run.rules_run}, project);
  return report;
}

std::vector<std::string> hostile_module_names() {
  std::vector<std::string> names;
  for (const std::string& text : hostile_texts()) {
    // Dots nest modules, which is another matter.
    std::string name = text;
    std::replace(name.begin(), name.end(), '.', '_');
    names.push_back(name);
  }
  return names;
}

std::unique_ptr<MadeReport> hostile_report() {
  auto made = std::make_unique<MadeReport>();
  TuFacts facts;
  const std::vector<std::string> names = hostile_module_names();
  std::vector<FileIndex> files;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string folder = "d" + std::to_string(i);
    made->architecture.modules.push_back({names[i], {{folder + "/**", {}}}, {}, {}, {}, {}, false, {}});
    files.push_back(add_file(facts, folder + "/" + names[i] + ".h"));
    facts.files.back().owned = 1;
    facts.files.back().lines = 10;
    SymbolFact& symbol = add_symbol(facts, names[i], SymbolKind::class_);
    facts.declarations.push_back({symbol.id, files.back(), 1, 1, true});
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t next = (i + 1) % names.size();
    facts.references.push_back({symbol_id(names[i]), symbol_id(names[next]), files[i], 3, ReferenceKind::inherit, 0});
  }
  finish(*made, facts);
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const JudgedFinding& judged : hostile_result(hostile_texts()[i]).findings)
      made->run.findings.push_back(judged);
  }
  made->run.folder = names.front();
  made->run.degraded_units = {{names.front(), true}};
  return made;
}

std::unique_ptr<MadeReport> large_report(std::uint32_t modules, std::size_t dependencies) {
  auto made = std::make_unique<MadeReport>();
  TuFacts facts;
  for (std::uint32_t i = 0; i < modules; ++i) {
    const std::string number = std::to_string(10000 + i).substr(1);
    add_file(facts, "m" + number + "/m" + number + ".h");
    facts.files.back().owned = 1;
    facts.files.back().lines = lines_of(i);
  }
  std::mt19937 random(7);
  for (std::size_t i = 0; i < dependencies; ++i) {
    std::uint32_t from = random() % modules, to = random() % modules;
    if (from > to) std::swap(from, to);
    if (i % 50 == 0) {
      from = from / 20 * 20 + random() % 20;
      to = from / 20 * 20 + random() % 20;
    }
    if (from == to || std::max(from, to) >= modules) continue;
    const auto line = static_cast<std::uint32_t>(1 + i % 40);
    facts.includes.push_back({from, to, line, facts.files[to].path, 0, false, ImportKind::none});
  }
  finish(*made, facts);
  return made;
}

}  // namespace loadline::test
