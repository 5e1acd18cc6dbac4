// Finds comparisons with the target of a request.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/dispatchers.h"

#include <algorithm>
#include <set>

#include "analyzers/handler_reach.h"
#include "analyzers/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostHelpers = 4;  // that pass a pattern on, one to the other

enum class Compares : std::uint8_t { no, whole, prefix, pattern, key };

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Compares comparison_of(std::string_view name) {
  const std::string_view last = last_name(name);
  if (is_one_of(last, {"operator==", "operator!=", "compare", "equals", "iequals", "EqualsIgnoreCase", "strcmp",
                       "strcasecmp", "icompare", "Equals", "equal", "mg_vcmp", "mg_vcasecmp", "mg_strcmp", "mg_casecmp"})) {
    return Compares::whole;
  }
  if (is_one_of(last, {"starts_with", "startsWith", "StartsWith", "has_prefix", "HasPrefix", "strncmp", "strncasecmp",
                       "rfind", "istarts_with", "StartsWithIgnoreCase"})) {
    return Compares::prefix;
  }
  if (is_one_of(last, {"regex_match", "regex_search", "FullMatch", "PartialMatch", "match", "exactMatch"})) {
    return Compares::pattern;
  }
  if (is_one_of(last, {"find", "at", "count", "contains", "operator[]", "value", "equal_range"})) return Compares::key;
  return Compares::no;
}

// A path, or a regular expression for paths; other texts are compared with other parts of the request.
bool is_path(std::string_view text) {
  if (text.starts_with('^')) text.remove_prefix(1);
  while (text.starts_with('(') || text.starts_with('?') || text.starts_with(':')) text.remove_prefix(1);
  if (text.starts_with("\\/")) return true;
  return text.starts_with('/') && !text.starts_with("/..") && text.find(' ') == std::string_view::npos;
}

class DispatchFinder {
 public:
  DispatchFinder(const ValueFlow& flow, const Models& models, const RequestParts& parts, RouteExpansion& expansion,
                 std::vector<Route>& routes)
      : flow_(flow), program_(flow.program()), bodies_(program_.bodies()), models_(models), parts_(parts),
        expansion_(expansion), routes_(routes) {}

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
      const HandlerReach reach(program_, calls, node, true);
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
      if (const Matcher* matcher = models_.matchers.find(name)) {
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
    std::vector<Term> operands{flow_.object_term(site)};
    for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
      operands.push_back(flow_.term_of(*site.body, argument));
    }
    bool is_target = false;
    const Term* pattern = nullptr;
    for (const Term& operand : operands) {
      if (operand.kind == ValueKind::unknown || operand.is_literal > 1) continue;
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
    if (flow_.stores_of(ValueFlow::variable_of(table)).empty() || parts_.is_from(RequestPart::target, table)) return;
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
    for (const MethodBranch& branch : methods_at(*site.body, site, test_of(site))) {
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
    const TestFact* test = test_of(site);
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
    for (MethodBranch& branch : methods_at(*site.body, site, test)) {
      RouteCandidate one = candidate;
      one.method = branch.method.kind == ValueKind::unknown ? method : std::move(branch.method);
      if (!is_table && pattern.element == kWhole) one.known_handler = handler_in(*site.body, branch.served);
      expansion_.expand(std::move(one), found);
    }
    for (Route& route : found) {
      if (!is_path(route.path)) continue;
      if (how == Compares::prefix && !route.path.ends_with('*')) route.path += '*';
      if (route.handler == 0) route.handler = site.body->symbol;
      route.lifetime = lifetime_of(route.handler, framework);
      routes_.push_back(std::move(route));
    }
  }

  const TestFact* test_of(const Site& site) const {
    for (const TestFact& test : tests_of(*site.body)) {
      const Term value = flow_.term_at(*site.body, test.value);
      if (value.place.root == Root::call_result && value.place.index == site.call - site.body->first_call) return &test;
    }
    return nullptr;
  }

  std::span<const TestFact> tests_of(const FunctionFact& body) const {
    return bodies_.tests_of(body);
  }

  // The last line of a block is `}`, or `} else if (…)`, which is no part of it.
  static bool runs_under(const TestFact& test, std::uint32_t line) {
    return test.begin_line <= line && (line < test.end_line || test.begin_line == test.end_line) && line != 0 &&
           line <= test.end_line;
  }

  // Which methods a comparison of the target is for, and where each of them is served.
  struct MethodBranch {
    Term method;
    const TestFact* served = nullptr;
  };

  // Compared inside of the branch, in the same condition, or around: in this order.
  std::vector<MethodBranch> methods_at(const FunctionFact& body, const Site& site, const TestFact* test) const {
    const std::uint32_t line = flow_.call(site).line;
    std::vector<MethodBranch> inside, same, around;
    std::uint32_t smallest = kNone;
    for (const TestFact& other : tests_of(body)) {
      if (&other == test) continue;
      const bool is_same = test != nullptr && other.begin_line == test->begin_line && other.end_line == test->end_line;
      const bool is_inside = test != nullptr && runs_under(*test, other.line);
      const bool is_around = runs_under(other, line);
      if (!is_same && !is_inside && !is_around) continue;
      Term method = compared_method(body, other);
      if (method.kind == ValueKind::unknown) continue;
      if (is_same) {
        same.push_back({std::move(method), test});
      } else if (is_inside) {
        inside.push_back({std::move(method), &other});
      } else if (other.end_line - other.begin_line <= smallest) {
        if (other.end_line - other.begin_line < smallest) around.clear();
        smallest = other.end_line - other.begin_line;
        around.push_back({std::move(method), test});
      }
    }
    if (!inside.empty()) return inside;
    if (!same.empty()) return same;
    if (!around.empty()) return around;
    return {{Term(), test}};
  }

  Term compared_method(const FunctionFact& body, const TestFact& test) const {
    const Term value = flow_.term_at(body, test.value);
    Term method;
    if (test.enumerator != 0) {
      if (!parts_.is_from(RequestPart::method, value)) return {};
      method.kind = ValueKind::literal;
      method.symbol = test.enumerator;
      return method;
    }
    const Site site = flow_.site_of(value);
    if (site.body == nullptr) return {};
    const Compares how = comparison_of(flow_.name_of(flow_.call(site).callee));
    if (how != Compares::whole) return {};
    bool is_method = parts_.is_from(RequestPart::method, flow_.object_term(site));
    for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
      Term operand = flow_.term_of(body, argument);
      if (parts_.is_from(RequestPart::method, operand)) {
        is_method = true;
      } else if (argument.position < 3) {
        method = std::move(operand);
      }
    }
    return is_method ? method : Term();
  }

  // The function that a branch calls, if it is one only: of the program, and given what the function itself was given.
  SymbolId handler_in(const FunctionFact& body, const TestFact* test) const {
    if (test == nullptr || test->begin_line == 0) return 0;
    SymbolId handler = 0;
    for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
      const CallFact& call = bodies_.calls[at];
      if (!runs_under(*test, call.line) || call.callee == 0) continue;
      if ((call.flags & kCallConstructs) != 0) {
        const SymbolId made = made_handler(call);
        if (made != 0) return made;
        continue;
      }
      if (flow_.call_graph().find(call.callee) == kNone || !is_given_on(call)) continue;
      if (handler != 0 && handler != call.callee) return 0;
      handler = call.callee;
    }
    return handler;
  }

  // `new Page` in a factory: the override in Page.
  SymbolId made_handler(const CallFact& call) const {
    const SymbolIndex constructor = program_.find_symbol(call.callee);
    if (constructor == kNone || program_.symbols()[constructor].parent == kNone) return 0;
    const auto found = expansion_.handlers_in(program_.symbols()[program_.symbols()[constructor].parent].id);
    return found.empty() ? 0 : found.front().function;
  }

  // Some argument or the object leads back to a parameter, a capture or `this`.
  bool is_given_on(const CallFact& call) const {
    const auto is_given = [](const PlaceFact& place) {
      return place.root == Root::parameter || place.root == Root::value_parameter || place.root == Root::capture ||
             place.root == Root::this_;
    };
    const auto arguments = flow_.arguments_of(call);
    return is_given(call.object) || std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
             return is_given(argument.place);
           });
  }

  // A session holds a socket or a buffer, or keeps itself alive; any other object is shared by all connections.
  HandlerLifetime lifetime_of(SymbolId function, std::uint32_t framework) const {
    const HandlerLifetime declared = models_.frameworks[framework].lifetime;
    if (declared == HandlerLifetime::process) return declared;
    const SymbolIndex index = program_.find_symbol(function);
    SymbolIndex holder = index == kNone ? kNone : program_.symbols()[index].parent;
    while (holder != kNone && program_.symbols()[holder].kind != SymbolKind::class_ &&
           program_.symbols()[holder].kind != SymbolKind::struct_) {
      holder = program_.symbols()[holder].parent;  // from a lambda to its function's class
    }
    if (holder == kNone) return HandlerLifetime::process;
    const SymbolId type = program_.symbols()[holder].id;
    for (const BaseFact& base : program_.bases()) {
      if (base.derived == type && flow_.name_of(base.base) == "std::enable_shared_from_this") return declared;
    }
    for (const Symbol& symbol : program_.symbols()) {
      if (symbol.kind != SymbolKind::field || symbol.parent != holder || symbol.type == kNone) continue;
      if (models_.connection_parts.find(program_.symbols()[symbol.type].name) != nullptr) return declared;
    }
    for (const SymbolIndex member : flow_.members_of(type)) {
      if (models_.handler_bases.find(program_.symbols()[member].name) != nullptr) return declared;
    }
    return expansion_.handlers_in(type).empty() ? HandlerLifetime::process : declared;
  }

  void add_dispatcher(SymbolId function, std::uint32_t framework) {
    const bool is_known = std::any_of(routes_.begin(), routes_.end(), [&](const Route& route) {
      return route.handler == function;
    });
    if (is_known) return;
    const FunctionFact& body = flow_.call_graph().bodies_of(flow_.call_graph().find(function)).front();
    Route route;
    route.method = "ANY";
    route.framework = framework;
    route.handler = function;
    route.registrar = function;
    route.where = {body.file, body.line};
    route.lifetime = lifetime_of(function, framework);
    routes_.push_back(std::move(route));
  }

  const ValueFlow& flow_;
  const Program& program_;
  const Bodies& bodies_;
  const Models& models_;
  const RequestParts& parts_;
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
};

// Handlers that get target or method as parameters, as the registrations of their frameworks say.
std::vector<RequestParts::Given> given_to(const ValueFlow& flow, const Models& models) {
  std::vector<RequestParts::Given> given;
  for (const Symbol& symbol : flow.program().symbols()) {
    const Registration* registration = models.registrations.find(symbol.name);
    if (registration == nullptr || registration->target_parameter == kNoArgument) continue;
    for (const CallSite& site : flow.calls_of(symbol.id)) {
      for (const SymbolId handler :
           flow.callables_of(flow.simplified(flow.argument_term(site, registration->handler)))) {
        given.push_back({handler, static_cast<std::uint32_t>(registration->target_parameter),
                         {registration->framework, RequestPart::target}});
        if (registration->method_parameter == kNoArgument) continue;
        given.push_back({handler, static_cast<std::uint32_t>(registration->method_parameter),
                         {registration->framework, RequestPart::method}});
      }
    }
  }
  return given;
}

}  // namespace

void find_dispatched_routes(const ValueFlow& flow, const Models& models, RouteExpansion& expansion,
                            std::vector<Route>& routes) {
  const RequestParts parts(flow, models, given_to(flow, models));
  if (parts.functions().empty()) return;
  DispatchFinder(flow, models, parts, expansion, routes).find();
}

}  // namespace loadline
