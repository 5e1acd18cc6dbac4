// Runs rules in tests.
// SPDX-License-Identifier: Apache-2.0
#include "tests/rules/rule_run.h"
#include "rules/all_rules.h"

#include "analyzers/routes/route.h"
#include "tests/support/program_text.h"

namespace loadline::test {

RuleEntry entry(const std::vector<std::pair<std::string, std::vector<std::string>>>& options, std::uint32_t line) {
  RuleEntry result;
  result.place = {line, 1};
  for (const auto& [name, texts] : options) {
    OptionValue& value = result.options[name];
    value.texts = texts;
    value.place = result.place;
  }
  return result;
}

RuleEntry typed(std::string_view id, RuleEntry entry) {
  for (const OptionSpec& spec : find_rule(id)->options) {
    const auto found = entry.options.find(spec.name);
    if (found != entry.options.end()) found->second = parse_option(spec, found->second.texts, found->second.place);
  }
  return entry;
}

std::vector<Finding> findings(std::string_view id, const Program& program, const std::vector<RuleEntry>& entries,
                              const Architecture& architecture) {
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings;
  for (const RuleEntry& entry : entries) settings.entries[std::string(id)].push_back(typed(id, entry));
  return run_rules(all_rules(), analyses, settings, "loadline.yaml");
}

std::vector<Finding> findings(std::string_view id, std::string_view program_text, const std::vector<RuleEntry>& entries,
                              const Architecture& architecture) {
  return findings(id, program_from_text(program_text), entries, architecture);
}

std::vector<std::string> summaries(const std::vector<Finding>& findings) {
  std::vector<std::string> texts;
  for (const Finding& finding : findings) {
    std::string text = finding.from;
    if (!finding.to.empty()) text += " -> " + finding.to;
    if (!finding.kind.empty()) text += " (" + finding.kind + ')';
    text += " at " + finding.where.path;
    if (finding.where.line > 0) text += ':' + std::to_string(finding.where.line);
    texts.push_back(text);
  }
  return texts;
}

ModuleDeclaration module(const std::string& name, const std::vector<std::string>& paths,
                         const std::vector<std::string>& tags) {
  ModuleDeclaration declaration;
  declaration.name = name;
  declaration.tags = tags;
  for (const std::string& path : paths) declaration.paths.push_back({path, {}});
  return declaration;
}

}  // namespace loadline::test
