// unmatched-rule: a pattern or a name in loadline.yaml that matches nothing, and so disarms the rule it belongs to.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analyzers/calls/effects.h"
#include "analyzers/words/near_matches.h"
#include "analyzers/words/path_pattern.h"
#include "rules/all_rules.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

std::vector<std::string> module_names(const Modules& modules) {
  std::set<std::string> names;
  for (const Module& module : modules.all()) {
    names.insert(module.name);
    for (const std::string& tag : module.tags) names.insert("tag:" + tag);
  }
  return {names.begin(), names.end()};
}

// Files and the folders above them.
std::vector<std::string> paths_of(const Program& program) {
  std::set<std::string> paths;
  for (const File& file : program.files()) {
    if (file.origin != Origin::project) continue;
    std::string path(file.path);
    while (!path.empty() && paths.insert(path).second) path.erase(std::min(path.size(), path.rfind('/')));
  }
  return {paths.begin(), paths.end()};
}

std::vector<std::string> symbol_names(const Program& program) {
  std::set<std::string> names;
  for (const Symbol& symbol : program.symbols()) {
    const bool is_project = symbol.declared.known() && program.files()[symbol.declared.file].origin == Origin::project;
    if (is_project && symbol.kind != SymbolKind::parameter) names.emplace(symbol.name);
  }
  return {names.begin(), names.end()};
}

class Search {
 public:
  Search(const RuleInput& input, const Emit& emit)
      : input_(input), emit_(emit), program_(input.analyses.program()), modules_(input.analyses.modules()) {}

  // `owner`: the rule or section of the config; `key`: the option in it.
  void module(std::string_view owner, std::string_view key, const std::string& pattern, ConfigPlace place) const {
    if (modules_.select(pattern).empty()) report(owner, key, pattern, "module", module_names(modules_), place);
  }

  void option(std::string_view rule, const OptionSpec& option, const OptionValue& value) const {
    for (const std::string& pattern : value.texts) {
      if (option.type == OptionType::module_pattern) module(rule, option.name, pattern, value.place);
      if (option.type == OptionType::path_pattern && !matches_a_file(pattern))
        path(rule, option.name, pattern, value.place);
      if (option.type == OptionType::symbol_pattern && !matches_a_symbol(pattern)) {
        report(rule, option.name, pattern, "symbol", symbol_names(program_), value.place);
      }
    }
  }

  void path(std::string_view owner, std::string_view key, const std::string& pattern, ConfigPlace place) const {
    report(owner, key, pattern, "file", paths_of(program_), place);
  }

 private:
  bool matches_a_file(const std::string& pattern) const {
    const Glob glob(pattern, PatternSyntax::path);
    const auto files = program_.files();
    return std::any_of(files.begin(), files.end(), [&](const File& file) { return glob.matches(file.path); });
  }

  bool matches_a_symbol(const std::string& pattern) const {
    const Glob glob(pattern, PatternSyntax::name);
    const auto symbols = program_.symbols();
    return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& symbol) { return glob.matches(symbol.name); });
  }

  void report(std::string_view owner, std::string_view key, const std::string& pattern, std::string_view what,
              const std::vector<std::string>& known, ConfigPlace place) const {
    Finding finding;
    finding.severity = input_.entries.front().severity;
    finding.where = {std::string(input_.config_path), place.line};
    const std::string written = key == owner ? pattern : std::string(key) + ": " + pattern;
    finding.message = std::string(owner) + ": `" + written + "` matches no " + std::string(what);
    const std::vector<std::string> near = near_matches(pattern, known);
    finding.advice = near.empty() ? "correct it, or remove it" : "did you mean " + listed(near, 3) + '?';
    finding.from = pattern;
    finding.to = owner;
    finding.kind = key;
    emit_(std::move(finding));
  }

  const RuleInput& input_;
  const Emit& emit_;
  const Program& program_;
  const Modules& modules_;
};

void check_rules(const RuleInput& input, const Search& search) {
  for (const auto& [id, entries] : input.all_entries) {
    const Rule* rule = find_rule(id);
    if (rule == nullptr) continue;
    for (const RuleEntry& entry : entries) {
      for (const OptionSpec& option : rule->options) {
        const auto value = entry.options.find(option.name);
        if (value != entry.options.end()) search.option(id, option, value->second);
      }
    }
  }
}

void check_architecture(const Analyses& analyses, const Search& search) {
  const Architecture& architecture = analyses.architecture();
  for (const PathPattern& pattern : analyses.modules().unmatched_patterns()) {
    search.path("modules", "paths", pattern.text, pattern.place);
  }
  for (const ModuleDeclaration& module : architecture.modules) {
    for (const std::string& name : module.depends_on) search.module("modules", "depends_on", name, module.place);
  }
  for (const LayerStack& stack : architecture.layers) {
    for (const Layer& layer : stack.layers) {
      if (layer.optional) continue;
      for (const std::string& name : layer.modules) search.module("layers", "layers", name, layer.place);
    }
  }
  for (const ServiceDeclaration& service : architecture.services) {
    for (const std::string& name : service.modules) search.module("services", service.name, name, service.place);
  }
}

void check(const RuleInput& input, const Emit& emit) {
  const Search search(input, emit);
  check_architecture(input.analyses, search);
  check_rules(input, search);
}

}  // namespace

const Rule unmatched_rule = {
    .id = "unmatched-rule",
    .title = "a pattern in the configuration that matches nothing",
    .severity = Severity::error,
    .on_by_default = true,
    .check = check,
};

}  // namespace loadline
