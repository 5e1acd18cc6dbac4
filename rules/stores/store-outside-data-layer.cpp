// store-outside-data-layer: code that talks to a database although there is a module for that.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/qualified_name.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// The modules that are meant to know the database: those of the option, else those whose name says so.
std::set<ModuleIndex> data_layer(const Modules& modules, const RuleEntry& entry) {
  std::set<ModuleIndex> layer;
  if (entry.has("layer")) {
    const std::vector<ModuleIndex> declared = selected_modules(modules, entry, "layer");
    return {declared.begin(), declared.end()};
  }
  for (ModuleIndex module = 0; module < modules.all().size(); ++module) {
    if (has_word(modules.all()[module].name, {"store", "stores", "storage", "db", "database", "dao", "repository",
                                              "repositories", "persistence", "data", "dal"})) {
      layer.insert(module);
    }
  }
  return layer;
}

// Main opens a connection and passes it on; that is its task.
bool only_connects(const Program& program, const StoreClientCall& call) {
  const std::string callee = handler_name(program, program.bodies().calls[call.call].callee);
  return call.access == StoreAccess::opens ||
         has_word(last_name(callee), {"open", "close", "free", "finish", "init", "initialize", "shutdown", "config",
                                      "errmsg", "connect", "cleanup", "destroy"});
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const Modules& modules = analyses.modules();
  const RuleEntry& entry = input.entries.front();
  const std::vector<StoreClient>& clients = analyses.libraries().apis.store_clients;
  const std::set<ModuleIndex> layer = data_layer(modules, entry);
  std::map<std::pair<ModuleIndex, std::string>, std::vector<const StoreClientCall*>> outside;
  std::set<std::string> stores_of_layer;
  for (const StoreClientCall& call : analyses.store_uses().calls) {
    const ModuleIndex module = modules.of(call.where.file);
    if (module == kNone || clients[call.client].kind == StoreKind::queue || only_connects(program, call)) continue;
    if (layer.contains(module)) {
      stores_of_layer.insert(clients[call.client].store);
    } else {
      outside[{module, clients[call.client].store}].push_back(&call);
    }
  }
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const auto& [key, calls] : outside) {
    const std::string& module = modules.all()[key.first].name;
    if (!stores_of_layer.contains(key.second) || any_matches(ignored, module)) continue;
    Finding finding;
    finding.severity = entry.severity;
    for (const StoreClientCall* call : calls) {
      const CallFact& fact = program.bodies().calls[call->call];
      finding.trail.push_back({place_of(program, call->where),
                               '`' + handler_name(program, program.bodies().functions[call->function].symbol) +
                                   "` calls `" + handler_name(program, fact.callee) + '`'});
    }
    std::sort(finding.trail.begin(), finding.trail.end());
    finding.where = finding.trail.front().where;
    finding.message = fmt::format("`{}` talks to {} itself, bypassing the data layer ({})", module, key.second,
                                  counted(calls.size(), "call"));
    finding.advice = "move the query into the data layer, and call that";
    finding.from = module;
    finding.to = key.second;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"layer", OptionType::module_pattern, "the modules of the data layer; default: those whose name says so"},
    except_option(OptionType::module_pattern, "modules that may talk to a store, a glob"),
};

}  // namespace

extern const Rule store_outside_data_layer = {
    .id = "store-outside-data-layer",
    .principle = "stores",
    .title = "a module that bypasses the data layer",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
