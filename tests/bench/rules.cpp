// Measures what the rules cost on a real program: CPU time of each, and of all together, on a fact set.
// SPDX-License-Identifier: Apache-2.0
//
// usage: loadline_rule_costs FILE.facts [CONFIG]     "loadline facts PATH -o FILE.facts" writes the fact set
//
// "alone" is the rule with all it asks of the analyses; "in turn" what it costs after those before it, in the order in which
// a check runs them: analyses are computed once. Rules that need options run only as CONFIG has them.
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <memory>

#include "analyzers/calls/effects.h"
#include "rules/all_rules.h"
#include "tool/history/fact_set.h"

namespace loadline {
namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Work>
double timed(Work work) {
  const double start = cpu_seconds();
  work();
  return cpu_seconds() - start;
}

// Every rule that can run: also those that are off until asked for.
RuleSettings everything(RuleSettings settings) {
  for (const Rule* rule : all_rules()) {
    bool needs_options = false;
    for (const OptionSpec& option : rule->options) needs_options = needs_options || option.required;
    std::vector<RuleEntry>& entries = settings.entries[std::string(rule->id)];
    if (entries.empty() && !needs_options) entries.emplace_back().severity = rule->severity;
  }
  std::erase_if(settings.entries, [](const auto& rule) { return rule.second.empty(); });
  return settings;
}

std::unique_ptr<Analyses> fresh_analyses(const Project& project) {
  return std::make_unique<Analyses>(project.program, project.config.architecture, project.targets,
                                    project.config.libraries, project.protos);
}

void measure(const Project& project) {
  const RuleSettings settings = everything(project.config.rules);
  const std::unique_ptr<Analyses> shared = fresh_analyses(project);
  std::printf("| rule | findings | alone s | in turn s |\n|---|--:|--:|--:|\n");
  double all = 0;
  for (const auto& [id, entries] : settings.entries) {
    const std::unique_ptr<Analyses> own = fresh_analyses(project);
    std::size_t findings = 0;
    const double alone = timed([&] { findings = run_rules(all_rules(), *own, settings, "", {id}).size(); });
    const double in_turn = timed([&] { (void)run_rules(all_rules(), *shared, settings, "", {id}); });
    all += in_turn;
    std::printf("| %s | %zu | %.3f | %.3f |\n", id.c_str(), findings, alone, in_turn);
  }
  std::printf("| all %zu rules on %zu references | | | %.3f |\n", settings.entries.size(),
              project.program.references().size(), all);
}

}  // namespace
}  // namespace loadline

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fprintf(stderr, "usage: loadline_rule_costs FILE.facts [CONFIG]\n");
    return 2;
  }
  try {
    loadline::PreparedProject prepared;
    prepared.root = std::filesystem::current_path();
    const auto config = argc == 3 ? std::optional<std::filesystem::path>(argv[2]) : std::nullopt;
    prepared.config = loadline::load_config(config ? prepared.root : std::filesystem::path("/nonexistent"), config);
    loadline::measure(*loadline::read_fact_set(argv[1], std::move(prepared)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "loadline_rule_costs: %s\n", error.what());
    return 1;
  }
}
