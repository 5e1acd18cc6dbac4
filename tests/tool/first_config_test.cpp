// `init`: on any program, the configuration it writes is one that the program passes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <random>

#include "rules/all_rules.h"
#include "tests/support/program_text.h"
#include "tool/baseline/baseline_file.h"
#include "tool/init/first_config.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::unique_ptr<Project> project_from(Program program, std::vector<BuildTarget> targets = {}) {
  auto project = std::make_unique<Project>();
  project->program = std::move(program);
  project->targets = std::move(targets);
  project->extraction.units.resize(project->program.units());
  project->config.rules = default_rule_settings();
  project->analyses = std::make_unique<Analyses>(project->program, project->config.architecture, project->targets);
  return project;
}

// The rules of the findings that would make `check` fail.
std::vector<std::string> failing_rules(const Project& project, const FirstConfig& first) {
  const Config config = parse_config(first.yaml, "loadline.yaml");
  const Analyses analyses(project.program, config.architecture, project.targets);
  Baseline baseline;
  if (!first.baseline.empty()) baseline = parse_baseline(first.baseline, kBaselineName);
  CHECK(baseline.findings.size() == first.known);
  // The baseline is for what is wrong with the code; these would be mistakes in what init wrote.
  for (const KnownFinding& known : baseline.findings) {
    CHECK((known.rule != "unmatched-rule" && known.rule != "unassigned-file"));
  }
  const Judgement judgement = judge(all_rules(), project.program,
                                    run_rules(all_rules(), analyses, config.rules, "loadline.yaml"), &baseline, {});
  CHECK(judgement.stale.empty());
  std::vector<std::string> rules;
  for (const Finding& finding : run_rules(all_rules(), analyses, config.rules, "loadline.yaml", {}, &judgement)) {
    if (finding.severity >= config.fail_on) rules.push_back(finding.rule);
  }
  for (const JudgedFinding& judged : judgement.findings) {
    if (judged.status == FindingStatus::fresh && judged.finding.severity >= config.fail_on) {
      rules.push_back(judged.finding.rule);
    }
  }
  return rules;
}

std::string random_program(std::mt19937& random) {
  const std::uint32_t folders = 1 + random() % 8;
  const auto file = [&] {
    const std::uint32_t folder = random() % folders;
    return "m" + std::to_string(folder) + "/f" + std::to_string(random() % 4) + (random() % 2 ? ".cc" : ".h");
  };
  std::string text = "m0/f0.cc\n";
  for (std::uint32_t i = random() % 40; i > 0; --i) {
    const std::string from = file(), to = file();
    if (from != to) text += from + " -> " + to + " :" + std::to_string(1 + random() % 50) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a generated program passes the configuration that init writes for it", "[init]") {
  std::mt19937 random(7);
  for (int round = 0; round < 150; ++round) {
    const std::string text = random_program(random);
    INFO(text);
    const std::unique_ptr<Project> project = project_from(program_from_text(text));
    const FirstConfig first = first_config(*project);
    CHECK(failing_rules(*project, first).empty());
  }
}

TEST_CASE("a program without cycles needs no baseline", "[init]") {
  const auto project = project_from(program_from_text("ui/w.cc -> core/a.h :3\ncore/a.cc -> core/a.h\n"));
  const FirstConfig first = first_config(*project);
  CHECK(first.baseline.empty());
  CHECK(first.yaml.find("    - \"ui\"\n    - \"core\"\n") != std::string::npos);
}

TEST_CASE("an edge that does not fit is named in a comment and known to the baseline", "[init]") {
  const auto project = project_from(program_from_text(
      "ui/w.cc -> core/a.h :3\nui/w.cc -> core/b.h :4\ncore/a.cc -> core/a.h\ncore/a.cc -> ui/w.h :2\n"));
  const FirstConfig first = first_config(*project);
  CHECK(first.yaml.find("# does not fit, and is held in the baseline: core -> ui (1 reference)\n") !=
        std::string::npos);
  CHECK(first.known == 2);
  CHECK(failing_rules(*project, first).empty());
}

TEST_CASE("marks without a reason do not make the first check fail", "[init]") {
  const auto project = project_from(program_from_text("ui/w.cc -> core/a.h :3\nui/w.cc:3 allow(layer-violation)\n"));
  const FirstConfig first = first_config(*project);
  CHECK(failing_rules(*project, first).empty());
  CHECK(first.yaml.find("suppression-without-reason: warning") != std::string::npos);
}

TEST_CASE("names of build targets that a configuration cannot hold are changed", "[init]") {
  const std::vector<BuildTarget> targets = {{"app::core", false, true, {"x/a.cc"}, {}},
                                            {"app__core", false, true, {"x/b.cc"}, {}},
                                            {"..\n# |\"", false, true, {"x/c.cc"}, {}}};
  const auto project = project_from(program_from_text("x/a.cc\nx/b.cc\nx/c.cc\n"), targets);
  const FirstConfig first = first_config(*project);
  CHECK(parse_config(first.yaml, "loadline.yaml").architecture.modules.size() == 3);
  CHECK(failing_rules(*project, first).empty());
}

TEST_CASE("files whose names are not text keep their module", "[init]") {
  const std::vector<BuildTarget> targets = {{"bad\xff", false, true, {"x/a\xff\x01.cc"}, {}},
                                            {"caf\xc3\xa9", false, true, {"x/caf\xc3\xa9.cc"}, {}}};
  const auto project = project_from(program_from_text("x/a\xff\x01.cc\nx/caf\xc3\xa9.cc\n"), targets);
  const FirstConfig first = first_config(*project);
  CHECK(failing_rules(*project, first).empty());
  CHECK(first.yaml.find("\"x/a??.cc\"") != std::string::npos);
  CHECK(first.yaml.find("\"x/caf\xc3\xa9.cc\"") != std::string::npos);
}
