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
    const std::size_t before_all = routes_.size();
    Dispatchers dispatchers;
    std::map<SymbolId, std::uint32_t> functions = parts_.functions();
    add_matching_functions(functions);
    for (const auto& [function, framework] : functions) {
      const Node node = flow_.call_graph().find(function);
      if (node == kNone) continue;
      const std::size_t before = routes_.size();
      for (const FunctionFact& body : flow_.call_graph().bodies_of(node)) look_at(body, framework);
      if (routes_.size() == before) continue;
      // A predicate compares for the function that asks it.
      const SymbolId dispatcher = routes_.back().dispatcher;
      dispatchers.emplace_back(dispatcher != 0 ? dispatcher : function, framework);
    }
    join_segments(before_all);
    drop_repetitions(before_all);
    const std::set<SymbolId> reached = reached_from(dispatchers);
    for (const auto& [function, framework] : dispatchers) {
      if (!reached.contains(function)) add_dispatcher(function, framework);
    }
  }

 private:
  using Site = CallSite;
  using Dispatchers = std::vector<std::pair<SymbolId, std::uint32_t>>;

  // "/{?}/loans" of a function that is called for "/library*" is /library/loans.
  void join_segments(std::size_t first) {
    for (Route& route : std::span(routes_).subspan(first)) {
      if (!route.path.starts_with("/{?}/")) continue;
      const auto leads_here = [&](const Route& other) {
        return other.path.ends_with('*') && !other.path.starts_with("/{?}") && other.handler == route.registrar;
      };
      const auto around = std::find_if(routes_.begin() + static_cast<std::ptrdiff_t>(first), routes_.end(), leads_here);
      if (around == routes_.end()) continue;
      std::string_view stem = around->path;
      stem.remove_suffix(stem.ends_with("/*") ? 2 : 1);
      std::string_view rest = route.path;
      for (std::size_t at = 0; at < stem.size() && rest.starts_with("/{?}/");
           at = std::min(stem.find('/', at + 1), stem.size())) {
        rest.remove_prefix(std::string_view("/{?}").size());
      }
      route.path = std::string(stem) + std::string(rest);
    }
  }

  // A path that a function compares, and that what it goes on to compares again, is one route: that of the last one.
  void drop_repetitions(std::size_t first) {
    const std::vector<Route> all(routes_.begin() + static_cast<std::ptrdiff_t>(first), routes_.end());
    const auto is_repeated = [&](const Route& route) {
      if (route.dispatcher == 0 || route.handler != route.dispatcher) return false;
      const CallGraph& calls = flow_.call_graph();
      return std::any_of(all.begin(), all.end(), [&](const Route& other) {
        if (other.path != route.path || other.method != route.method || other.dispatcher == route.dispatcher)
          return false;
        if (other.dispatcher == 0) return false;
        const HandlerReach reach(flow_.program(), calls, calls.find(route.dispatcher), true);
        const auto& reached = reach.functions();
        return std::find(reached.begin(), reached.end(), calls.find(other.dispatcher)) != reached.end();
      });
    };
    routes_.erase(std::remove_if(routes_.begin() + static_cast<std::ptrdiff_t>(first), routes_.end(), is_repeated),
                  routes_.end());
  }

  // A program that only asks the framework's matcher never reads the target.
  void add_matching_functions(std::map<SymbolId, std::uint32_t>& functions) const {
    for (const Symbol& symbol : flow_.program().symbols()) {
      const Matcher* matcher = libraries_.matchers.find(symbol.name);
      if (matcher == nullptr) continue;
      for (const Site& site : flow_.calls_of(symbol.id)) functions.try_emplace(site.body->symbol, matcher->framework);
    }
  }

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
      if (how == Compares::key && is_text(name)) how = part_sought_by(site);
      if (how == Compares::whole && last_name(name) == "compare" && flow_.argument(flow_.call(site), 2) != nullptr) {
        how = Compares::prefix;  // compare(0, n, prefix)
      }
      // `rfind(x, 0)` looks at the beginning only; without the 0 it is something else.
      if (last_name(name) == "rfind" && flow_.argument_term(site, 1).text != "0") how = Compares::whole;
      if (how == Compares::key) {
        look_up(site, framework);
      } else if (how != Compares::no) {
        compare(site, how, framework);
      }
    }
  }

  static bool is_text(std::string_view name) {
    const std::string_view holder = last_name(without_last(name));
    return holder.starts_with("basic_string") || holder == "string_view" || holder == "QString";
  }

  // `path.find("/v1/") == 0` asks for a beginning; with `!= npos`, too, as far as paths go.
  Compares part_sought_by(const Site& site) const {
    const std::uint32_t number = branches_.condition_of(site);
    if (number == kNone) return Compares::no;
    const Bodies& bodies = flow_.program().bodies();
    const ConditionFact& condition = bodies.conditions_of(*site.body)[number];
    return bodies.texts[condition.constant].empty() ? Compares::no : Compares::prefix;
  }

  void compare(const Site& site, Compares how, std::uint32_t framework) {
    if (const std::optional<std::string> path = segments_.path_at(site)) {
      const Term pattern = text_term(*path);
      add(site, pattern, pattern, how, framework, false);
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

  // `holds`: whether the path is the one when the condition at `site` holds.
  void add(const Site& site, const Term& pattern, const Term& entry, Compares how, std::uint32_t framework,
           bool is_table, const Term& method = {}, int depth = 0, bool holds = true) {
    if (is_table || depth > kMostHelpers) {
      add_here(site, pattern, entry, how, framework, is_table, method, holds);
      return;
    }
    const std::uint32_t number = branches_.condition_of(site);
    if (number == kNone && depth == 0 && !has_parameter(pattern)) return;  // whatever it asks for, it chooses nothing
    const ConditionFact* condition =
        number == kNone ? nullptr : &flow_.program().bodies().conditions_of(*site.body)[number];
    const bool is_predicate = condition != nullptr && condition->use != ConditionUse::branches;
    if (!is_predicate && !is_parameter(pattern)) {
      add_here(site, pattern, entry, how, framework, is_table, method, holds);
      return;
    }
    // A helper: `bool is(const Request& request, verb method, string_view path)`. Its callers are what counts.
    const bool holds_there = is_predicate && condition->use == ConditionUse::returned_negated ? !holds : holds;
    for (const MethodBranch& branch : branches_.at(site, holds)) {
      for (const Site& caller : flow_.callers_of(site.body->symbol)) {
        if (is_predicate && branches_.condition_of(caller) == kNone) continue;
        Term path = pattern, inner = branch.method;
        flow_.substitute(path, site.body->symbol, caller);
        flow_.substitute(inner, site.body->symbol, caller);
        add(caller, path, path, how, framework, false, inner.kind == ValueKind::unknown ? method : inner, depth + 1,
            holds_there);
      }
    }
  }

  static bool has_parameter(const Term& term) {
    return is_parameter(term) || std::any_of(term.parts.begin(), term.parts.end(), has_parameter);
  }

  static bool is_parameter(const Term& term) {
    return term.kind == ValueKind::place && term.element == kWhole && term.body != nullptr &&
           (term.place.root == Root::parameter || term.place.root == Root::value_parameter);
  }

  void add_here(const Site& site, const Term& pattern, const Term& entry, Compares how, std::uint32_t framework,
                bool is_table, const Term& method, bool holds) {
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
    if (pattern.text.find("://") != std::string::npos) return;  // a client looks at where it sends its request
    std::vector<Route> found;
    const bool is_plain = !is_table && pattern.element == kWhole;
    for (MethodBranch& branch : branches_.at(site, holds)) {
      if (is_plain && !branch.runs.empty() && !serves(*site.body, branch.runs)) continue;
      RouteCandidate one = candidate;
      one.method = branch.method.kind == ValueKind::unknown ? method : std::move(branch.method);
      if (one.method.kind == ValueKind::unknown) one.method_name = registered_method(site.body->symbol);
      if (is_plain) one.known_handler = handlers_.handler_in(*site.body, branch.runs, framework);
      const std::size_t before = found.size();
      expansion_.expand(std::move(one), found);
      if (is_table || branch.conditions.empty()) continue;
      for (Route& route : std::span(found).subspan(before)) {
        if (!serves_in_place(site.body->symbol, route.handler)) continue;
        route.conditions = branch.conditions;
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

  // Something is done there, or a handler answers by what it returns.
  bool serves(const FunctionFact& body, const std::vector<bool>& runs) const {
    return handlers_.does_something(body, runs) || (registered_.contains(body.symbol) && handlers_.leaves(body, runs));
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
  if (parts.functions().empty() && libraries.matchers.empty()) return;
  DispatchFinder(flow, libraries, parts, expansion, routes).find();
  find_method_lines(flow, parts, routes);
}

}  // namespace loadline
