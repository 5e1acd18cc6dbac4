// Looks at tables whose keys are what virtual functions return.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/command_handlers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analyzers/calls/handler_reach.h"

namespace loadline {
namespace {

class CommandFinder {
 public:
  CommandFinder(const ValueFlow& flow, std::vector<Route>& routes)
      : flow_(flow), program_(flow.program()), routes_(routes) {}

  void find() {
    std::set<SymbolId> names;
    for (const SymbolId variable : flow_.assigned_variables()) {
      for (const Assignment& assignment : flow_.assignments_of(variable)) {
        const SymbolId name = naming_function(assignment);
        if (name != 0 && names.insert(name).second) add_commands(name);
      }
    }
  }

 private:
  // The virtual function whose result is the key of an element: `all_[command->name()] = command`.
  SymbolId naming_function(const Assignment& assignment) const {
    const Bodies& bodies = program_.bodies();
    CallSite key_of = assignment.site;
    if (assignment.write != kNone) {
      const WriteFact& write = bodies.writes[assignment.write];
      if (write.target == kNone) return 0;
      key_of = {assignment.site.body, assignment.site.body->first_call + write.target};
    } else if (flow_.call(assignment.site).chain != kNone) {
      key_of = {assignment.site.body, assignment.site.body->first_call + flow_.call(assignment.site).chain};
    }
    const CallFact* made = flow_.made_by(flow_.argument_term(key_of, 0));
    const bool is_virtual = made != nullptr && (made->flags & kCallVirtual) != 0 && made->argument_count == 0;
    return is_virtual && flow_.call_graph().has_overrides(made->callee) ? made->callee : 0;
  }

  // The constant that an override returns.
  std::string name_said_by(SymbolId function) const {
    const Node node = flow_.call_graph().find(function);
    if (node == kNone) return "";
    const FunctionFact& body = flow_.call_graph().bodies_of(node).front();
    const auto returns = program_.bodies().returns_of(body);
    if (returns.size() != 1) return "";
    const Term said = flow_.simplified(flow_.term_at(body, returns.front().value));
    return said.kind == ValueKind::literal && said.literal_kind == LiteralKind::string ? said.text : "";
  }

  void add_commands(SymbolId name) {
    std::map<SymbolIndex, std::string> names;  // by class
    for (const SymbolId overrider : flow_.call_graph().overrides_of(name)) {
      const Symbol* symbol = program_.symbol(overrider);
      const std::string said = name_said_by(overrider);
      if (symbol != nullptr && symbol->parent != kNone && !said.empty()) names.emplace(symbol->parent, said);
    }
    const Symbol* base = program_.symbol(name);
    if (names.size() < 2 || base == nullptr || base->parent == kNone) return;
    for (const SymbolIndex member : flow_.members_of(program_.symbols()[base->parent].id)) {
      const Symbol& method = program_.symbols()[member];
      const bool may_act = method.kind == SymbolKind::method && method.has(kVirtual) && !method.has(kConst);
      const Route* caller = may_act ? route_that_calls(method.id) : nullptr;
      if (caller == nullptr) continue;
      const std::uint32_t framework = caller->framework;
      for (const SymbolId overrider : flow_.call_graph().overrides_of(method.id)) {
        const Symbol* symbol = program_.symbol(overrider);
        const auto named = symbol == nullptr ? names.end() : names.find(symbol->parent);
        if (named != names.end()) add(framework, named->second, *symbol);
      }
    }
  }

  // A handler that leads to a call of the function with an argument.
  const Route* route_that_calls(SymbolId method) {
    for (const CallSite& site : flow_.calls_of(method)) {
      if (flow_.call(site).argument_count == 0) continue;
      const Node wanted = flow_.call_graph().find(site.body->symbol);
      for (std::size_t at = 0; at < routes_.size(); ++at) {
        const Node entry = flow_.call_graph().find(routes_[at].entry());
        if (entry == kNone || wanted == kNone) continue;
        const HandlerReach reach(program_, flow_.call_graph(), entry, true);
        const auto& reached = reach.functions();
        if (std::find(reached.begin(), reached.end(), wanted) != reached.end()) return &routes_[at];
      }
    }
    return nullptr;
  }

  void add(std::uint32_t framework, const std::string& name, const Symbol& handler) {
    if (flow_.call_graph().find(handler.id) == kNone) return;
    Route route;
    route.method = "COMMAND";
    route.path = name;
    route.framework = framework;
    route.lifetime = HandlerLifetime::process;
    route.handler = handler.id;
    route.registrar = handler.id;
    route.where = handler.defined.known() ? handler.defined : handler.declared;
    routes_.push_back(std::move(route));
  }

  const ValueFlow& flow_;
  const Program& program_;
  std::vector<Route>& routes_;
};

}  // namespace

void find_commands(const ValueFlow& flow, std::vector<Route>& routes) {
  if (!routes.empty()) CommandFinder(flow, routes).find();
}

}  // namespace loadline
