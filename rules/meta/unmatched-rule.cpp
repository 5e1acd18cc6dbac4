// unmatched-rule: a pattern or a name in loadline.yaml that matches nothing, and so silently disables the rule it belongs to.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/core.h>
#include "analyzers/routes/route.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/near_matches.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"

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

// Those that run and those that are declared, whether or not a handler is known to run in them.
std::vector<std::string> service_names(const Analyses& analyses) {
  std::set<std::string> names;
  for (const RunningService& service : analyses.running_services()) names.insert(service.name);
  for (const Service& service : analyses.modules().services()) names.insert(service.name);
  return {names.begin(), names.end()};
}

std::vector<std::string> rpc_names(const Analyses& analyses) {
  std::set<std::string> names;
  for (const RpcContract& service : analyses.rpc_services()) names.insert({service.name, service.package});
  return {names.begin(), names.end()};
}

// What a type of pattern is for, and all names that it can mean.
struct Domain {
  std::string_view noun;
  std::vector<std::string> names;
};

Domain domain_of(OptionType type, const Analyses& analyses) {
  Domain domain;
  switch (type) {
    case OptionType::module_pattern: return {"module", module_names(analyses.modules())};
    case OptionType::path_pattern: return {"file", paths_of(analyses.program())};
    case OptionType::symbol_pattern: return {"symbol", symbol_names(analyses.program())};
    case OptionType::service_pattern: return {"service", service_names(analyses)};
    case OptionType::rpc_pattern: return {"RPC service or package", rpc_names(analyses)};
    case OptionType::route_pattern:
      domain.noun = "route";
      for (const Route& route : analyses.routes()) domain.names.push_back(route.path);
      break;
    case OptionType::store_pattern:
      domain.noun = "table, collection, key or database";
      for (const StoreItem& item : analyses.store_uses().items) domain.names.push_back(item.name);
      break;
    case OptionType::library_pattern:
      domain.noun = "library";
      for (const BuildTarget& target : analyses.targets()) domain.names.push_back(target.name);
      break;
    case OptionType::text:
    case OptionType::flag:
    case OptionType::number:
    case OptionType::kinds:
    case OptionType::sql: break;
  }
  return domain;
}

class Search {
 public:
  Search(const RuleInput& input, const Emit& emit)
      : input_(input), emit_(emit), program_(input.analyses.program()), modules_(input.analyses.modules()) {}

  // `owner`: the rule or section of the config; `key`: the option in it.
  void module(std::string_view owner, std::string_view key, const std::string& pattern, ConfigPlace place) const {
    if (modules_.select(pattern).empty()) report(owner, key, pattern, "module", module_names(modules_), place);
  }

  // A list that takes the place of the default may repeat parts of it, and the default need not match anything.
  void option(std::string_view rule, const OptionSpec& option, const OptionValue& value) const {
    if (value.is_default) return;
    const std::vector<std::string> usual = default_texts(option);
    for (const Pattern& pattern : value.patterns) {
      if (std::find(usual.begin(), usual.end(), pattern.text()) != usual.end()) continue;
      if (matches_something(option.type, pattern)) continue;
      const Domain domain = domain_of(option.type, input_.analyses);
      report(rule, option.name, pattern.text(), domain.noun, domain.names, value.place);
    }
  }

  void path(std::string_view owner, std::string_view key, const std::string& pattern, ConfigPlace place) const {
    report(owner, key, pattern, "file", paths_of(program_), place);
  }

 private:
  // Files and symbols of third-party code count as well.
  bool matches_something(OptionType type, const Pattern& pattern) const {
    const auto files = program_.files();
    const auto symbols = program_.symbols();
    const auto named_so = [&](const auto& named) { return pattern.matches(named.name); };
    if (type == OptionType::module_pattern) return !pattern.modules_in(modules_).empty();
    if (type == OptionType::symbol_pattern) return std::any_of(symbols.begin(), symbols.end(), named_so);
    if (type == OptionType::path_pattern) {
      return std::any_of(files.begin(), files.end(), [&](const File& file) { return pattern.matches(file.path); });
    }
    const std::vector<std::string> names = domain_of(type, input_.analyses).names;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return pattern.matches(name); });
  }

  void report(std::string_view owner, std::string_view key, const std::string& pattern, std::string_view what,
              const std::vector<std::string>& known, ConfigPlace place) const {
    Finding finding;
    finding.severity = input_.entries.front().severity;
    finding.where = {std::string(input_.config_path), place.line};
    const std::string written = key == owner ? pattern : std::string(key) + ": " + pattern;
    finding.message = fmt::format("{}: `{}` matches no {}", owner, written, what);
    const std::vector<std::string> near = near_matches(pattern, known);
    finding.advice = near.empty() ? "correct it, or remove it" : fmt::format("did you mean {}?", listed(near, 3, "or"));
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
    const Rule* rule = find_rule(input.rules, id);
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

extern const Rule unmatched_rule = {
    .id = "unmatched-rule",
    .title = "a pattern in the configuration that matches nothing",
    .severity = Severity::error,
    .on_by_default = true,
    .check = check,
};

}  // namespace loadline
