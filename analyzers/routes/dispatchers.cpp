// Finds comparisons with the target of a request.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/dispatchers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "analyzers/calls/handler_reach.h"
#include "analyzers/routes/branch_handlers.h"
#include "analyzers/routes/comparisons.h"
#include "analyzers/routes/method_branches.h"
#include "analyzers/routes/method_lines.h"
#include "analyzers/routes/target_segments.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostHelpers = 4;  // that pass a pattern on, one to the other

class DispatchFinder {
 public:
  DispatchFinder(const ValueFlow& flow, const Libraries& libraries, const RequestParts& parts,
                 RouteExpansion& expansion, std::vector<Route>& routes)
      : flow_(flow),
        libraries_(libraries),
        parts_(parts),
        branches_(flow, parts),
        segments_(flow, parts, branches_),
        handlers_(flow, libraries, parts, expansion),
        expansion_(expansion),
        routes_(routes) {
    for (const Route& route : routes) {
      registered_.emplace(route.handler, route.method);
      closures_.emplace(route.handler, route.closure_parameter);
      if (parts.is_relative(route.framework)) bases_.emplace(route.handler, route.path);
    }
  }

  void find() {
    Dispatchers dispatchers;
    for (const auto& [function, framework] : parts_.functions()) {
      const Node node = flow_.call_graph().find(function);
      if (node == kNone) continue;
      const std::size_t before = routes_.size();
      for (const FunctionFact& body : flow_.call_graph().bodies_of(node)) look_at(body, framework);
      if (routes_.size() != before) dispatchers.emplace_back(function, framework);
    }
    const std::set<SymbolId> reached = reached_from(dispatchers);
    for (const auto& [function, framework] : dispatchers) {
      if (!reached.contains(function)) add_dispatcher(function, framework);
    }
  }

 private:
  using Site = CallSite;
  using Dispatchers = std::vector<std::pair<SymbolId, std::uint32_t>>;

  // What the other dispatchers, and the handlers that are registered, lead to.
  std::set<SymbolId> reached_from(const Dispatchers& dispatchers) const {
    std::set<SymbolId> reached, starts;
    for (const Route& route : routes_) starts.insert(route.handler);
    for (const auto& [function, framework] : dispatchers) starts.insert(function);
    const CallGraph& calls = flow_.call_graph();
    for (const SymbolId start : starts) {
      const Node node = calls.find(start);
      if (node == kNone) continue;
      const HandlerReach reach(flow_.program(), calls, node, true);
      for (const Node below : reach.functions()) {
        if (below != node) reached.insert(calls.symbol(below));
      }
    }
    return reached;
  }

  void look_at(const FunctionFact& body, std::uint32_t framework) {
    for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
      const Site site{&body, at};
      const std::string_view name = flow_.name_of(flow_.call(site).callee);
      if (const Matcher* matcher = libraries_.matchers.find(name)) {
        const Term pattern = flow_.argument_term(site, matcher->pattern);
        add(site, pattern, pattern, Compares::whole, matcher->framework, false);
        continue;
      }
      Compares how = comparison_of(name);
      // `rfind(x, 0)` looks at the beginning only; without the 0 it is something else.
      if (last_name(name) == "rfind" && flow_.argument_term(site, 1).text != "0") how = Compares::whole;
      if (how == Compares::key) {
        look_up(site, framework);
      } else if (how != Compares::no) {
        compare(site, how, framework);
      }
    }
  }

  void compare(const Site& site, Compares how, std::uint32_t framework) {
    if (const std::optional<std::string> path = segments_.path_at(site)) {
      const Term pattern = text_term(*path);
      add_here(site, pattern, pattern, how, framework, false, {});
      return;
    }
    std::vector<Term> operands{flow_.object_term(site)};
    for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
      operands.push_back(flow_.term_of(*site.body, argument));
    }
    bool is_target = false;
    const Term* pattern = nullptr;
    for (const Term& operand : operands) {
      if (operand.kind == ValueKind::unknown ||
          (operand.literal_kind != LiteralKind::none && operand.literal_kind != LiteralKind::string))
        continue;
      if (parts_.is_from(RequestPart::target, operand)) {
        is_target = true;
      } else if (pattern == nullptr || (pattern->kind != ValueKind::literal && operand.kind == ValueKind::literal)) {
        pattern = &operand;  // a text rather than `match` of regex_match(target, match, pattern)
      }
    }
    if (is_target && pattern != nullptr) add(site, *pattern, *pattern, how, framework, false);
  }

  // `table.find(target)`: the keys of the table.
  void look_up(const Site& site, std::uint32_t framework) {
    const Term key = flow_.argument_term(site, 0);
    if (key.kind == ValueKind::unknown || !parts_.is_from(RequestPart::target, key)) return;
    Term table;
    table.kind = ValueKind::place;
    table.body = site.body;
    table.place = flow_.call(site).object;
    if (flow_.assignments_of(ValueFlow::variable_of(table)).empty() || parts_.is_from(RequestPart::target, table))
      return;
    Term first = table;
    first.element = 0;
    if (first.place.field == 0 || first.place.field != first.place.last_field) {
      add(site, first, table, Compares::key, framework, true);
    } else {  // a member of the object itself
      first.place.last_field = first.place.field;
      add(site, first, table, Compares::key, framework, true);
    }
  }

  void add(const Site& site, const Term& pattern, const Term& entry, Compares how, std::uint32_t framework,
           bool is_table, const Term& method = {}, int depth = 0) {
    if (is_table || !is_parameter(pattern) || depth > kMostHelpers) {
      add_here(site, pattern, entry, how, framework, is_table, method);
      return;
    }
    // A helper: `bool is(const Request& request, verb method, string_view path)`. Its callers are what counts.
    for (const MethodBranch& branch : branches_.at(site)) {
      for (const Site& caller : flow_.callers_of(site.body->symbol)) {
        Term path = pattern, inner = branch.method;
        flow_.substitute(path, site.body->symbol, caller);
        flow_.substitute(inner, site.body->symbol, caller);
        add(caller, path, path, how, framework, false, inner.kind == ValueKind::unknown ? method : inner, depth + 1);
      }
    }
  }

  static bool is_parameter(const Term& term) {
    return term.kind == ValueKind::place && term.element == kWhole && term.body != nullptr &&
           (term.place.root == Root::parameter || term.place.root == Root::value_parameter);
  }

  void add_here(const Site& site, const Term& pattern, const Term& entry, Compares how, std::uint32_t framework,
                bool is_table, const Term& method) {
    RouteCandidate candidate;
    candidate.framework = framework;
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    candidate.path = pattern;
    if (is_table || pattern.element != kWhole) {
      candidate.entry = entry;
      candidate.entry.element = kWhole;
      candidate.needs_handler = is_table;
    }
    std::vector<Route> found;
    for (MethodBranch& branch : branches_.at(site)) {
      RouteCandidate one = candidate;
      one.method = branch.method.kind == ValueKind::unknown ? method : std::move(branch.method);
      if (one.method.kind == ValueKind::unknown) one.method_name = registered_method(site.body->symbol);
      if (!is_table && pattern.element == kWhole) {
        one.known_handler = handlers_.handler_in(*site.body, branch.served, framework);
      }
      const std::size_t before = found.size();
      expansion_.expand(std::move(one), found);
      if (is_table || branch.served == nullptr || branch.served->begin_line == 0) continue;
      for (Route& route : std::span(found).subspan(before)) {
        if (!serves_in_place(site.body->symbol, route.handler)) continue;
        route.branch = lines_under(*branch.served);
        route.dispatcher = site.body->symbol;
        if (const auto known = closures_.find(route.dispatcher); known != closures_.end()) {
          route.closure_parameter = known->second;
        }
      }
    }
    for (Route& route : found) {
      if (!is_path(route.path)) continue;
      if (how == Compares::prefix && !route.path.ends_with('*')) route.path += '*';
      route.path = below_base(site.body->symbol, std::move(route.path));
      if (route.handler == 0) route.handler = site.body->symbol;
      route.lifetime = handlers_.lifetime_of(route.entry(), framework);
      routes_.push_back(std::move(route));
    }
  }

  // The function that compares answers itself, or calls the handler: one that it makes is called by the framework later.
  bool serves_in_place(SymbolId function, SymbolId handler) const {
    const CallGraph& calls = flow_.call_graph();
    const auto edges = calls.edges_from(calls.find(function));
    return handler == 0 || std::any_of(edges.begin(), edges.end(),
                                       [&](const CallEdge& edge) { return calls.symbol(edge.to) == handler; });
  }

  // The only method that a function is registered for; "" when it gets several, or was not registered itself.
  std::string registered_method(SymbolId function) const {
    const auto [first, last] = registered_.equal_range(function);
    if (first == last || first->second == "ANY" || first->second == "hook") return "";
    const bool is_one = std::all_of(first, last, [&](const auto& other) { return other.second == first->second; });
    return is_one ? first->second : "";
  }

  // "/cart" of a handler that is registered with "/v1/shop" is /v1/shop/cart, if it is not that already.
  std::string below_base(SymbolId function, std::string path) const {
    const auto base = bases_.find(function);
    if (base == bases_.end() || !base->second.starts_with('/') || base->second == "/") return path;
    return path.starts_with(base->second) ? path : base->second + path;
  }

  void add_dispatcher(SymbolId function, std::uint32_t framework) {
    const bool is_known =
        std::any_of(routes_.begin(), routes_.end(), [&](const Route& route) { return route.handler == function; });
    if (is_known) return;
    const FunctionFact& body = flow_.call_graph().bodies_of(flow_.call_graph().find(function)).front();
    Route route;
    route.method = "ANY";
    route.framework = framework;
    route.handler = function;
    route.registrar = function;
    route.where = {body.file, body.line};
    route.lifetime = handlers_.lifetime_of(function, framework);
    routes_.push_back(std::move(route));
  }

  const ValueFlow& flow_;
  const Libraries& libraries_;
  const RequestParts& parts_;
  const MethodBranches branches_;
  const TargetSegments segments_;
  const BranchHandlers handlers_;
  std::multimap<SymbolId, std::string> registered_;  // methods by handler
  std::map<SymbolId, int> closures_;                 // closure parameters by handler
  std::map<SymbolId, std::string> bases_;            // paths by handler, of relative targets
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
};

// Handlers that get target or method as parameters, as the registrations of their frameworks say.
std::vector<RequestParts::Given> given_to(const ValueFlow& flow, const Libraries& libraries) {
  std::vector<RequestParts::Given> given;
  for (const Symbol& symbol : flow.program().symbols()) {
    const Registration* registration = libraries.registrations.find(symbol.name);
    if (registration == nullptr || registration->target_parameter == kNoArgument) continue;
    for (const CallSite& site : flow.calls_of(symbol.id)) {
      for (const SymbolId handler :
           flow.callables_of(flow.simplified(flow.argument_term(site, registration->handler)))) {
        given.push_back({handler,
                         static_cast<std::uint32_t>(registration->target_parameter),
                         {registration->framework, RequestPart::target}});
        if (registration->method_parameter == kNoArgument) continue;
        given.push_back({handler,
                         static_cast<std::uint32_t>(registration->method_parameter),
                         {registration->framework, RequestPart::method}});
      }
    }
  }
  return given;
}

}  // namespace

void find_dispatched_routes(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                            std::vector<Route>& routes) {
  const RequestParts parts(flow, libraries, given_to(flow, libraries));
  if (parts.functions().empty()) return;
  DispatchFinder(flow, libraries, parts, expansion, routes).find();
  find_method_lines(flow, parts, routes);
}

}  // namespace loadline
