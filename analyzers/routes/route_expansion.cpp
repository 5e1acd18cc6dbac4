// Expands candidates step by step; each step replaces one parameter, member or table.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/route_expansion.h"

#include <algorithm>
#include <set>
#include <span>
#include <tuple>

#include "analyzers/routes/http_methods.h"

namespace loadline {
namespace {

constexpr std::size_t kMostSteps = 5000;  // for one registration
constexpr std::size_t kMostParts = 1000;  // of a term
constexpr std::size_t kMostCallers = 12;  // of callers, one inside the other
constexpr std::size_t kMostValues = 8;    // of a member that is part of a path

bool same_place(const Term& a, const Term& b) {
  return a.kind == ValueKind::place && a.body == b.body && a.place.root == b.place.root &&
         ValueFlow::variable_of(a) == ValueFlow::variable_of(b);
}

// Parts first: what `use` puts in their place is not visited.
template <class Use>
void for_each_term(Term& term, const Use& use) {
  for (Term& part : term.parts) for_each_term(part, use);
  use(term);
}

template <class Use>
void for_each_part(RouteCandidate& candidate, const Use& use) {
  for (Term* part : {&candidate.prefix, &candidate.path, &candidate.handler, &candidate.method, &candidate.entry}) {
    use(*part);
  }
}

// What a framework overrides itself, in a copy of it that lies in the repository, is no handler of the program.
bool is_same_library(std::string_view name, std::string_view base) {
  const std::string_view space = base.substr(0, base.find("::") + 2);
  return std::count(base.begin(), base.end(), ':') > 2 && name.starts_with(space);
}

// "http://0.0.0.0:8080/v1" → "/v1".
std::string without_host(std::string path) {
  const std::size_t scheme = path.find("://");
  if (scheme == std::string::npos || path.starts_with("/")) return path;
  const std::size_t slash = path.find('/', scheme + 3);
  return slash == std::string::npos ? "/" : path.substr(slash);
}

// "/items?limit={limit}" → "/items". A question mark that no parameter follows belongs to a regular expression.
std::string without_query(const std::string& path) {
  const std::size_t mark = path.find('?');
  if (mark == std::string::npos || mark == 0 || path[mark - 1] == '{') return path;
  const std::size_t end =
      path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", mark + 1);
  return end != std::string::npos && end > mark + 1 && path[end] == '=' ? path.substr(0, mark) : path;
}

std::string joined_path(std::string prefix, std::string path) {
  if (prefix.empty()) return path;
  if (prefix.ends_with('/') && path.starts_with('/')) prefix.pop_back();
  if (!prefix.ends_with('/') && !path.starts_with('/') && !path.empty() && !path.starts_with("{?}")) prefix += '/';
  return prefix + path;
}

}  // namespace

RouteExpansion::RouteExpansion(const ValueFlow& flow, const Libraries& libraries) : flow_(flow) {
  const Program& program = flow.program();
  for (const Symbol& symbol : program.symbols()) {
    const HandlerBase* base = symbol.kind == SymbolKind::method ? libraries.handler_bases.find(symbol.name) : nullptr;
    if (base == nullptr) continue;
    for (const SymbolId overrider : flow.call_graph().overrides_of(symbol.id)) {
      const SymbolIndex index = program.find_symbol(overrider);
      const bool has_body = index != kNone && flow.call_graph().find(overrider) != kNone;
      if (!has_body || is_same_library(program.symbols()[index].name, symbol.name)) continue;
      const SymbolIndex holder = program.symbols()[index].parent;
      handlers_.push_back({holder == kNone ? 0 : program.symbols()[holder].id, {overrider, base}});
    }
  }
  std::sort(handlers_.begin(), handlers_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.function) < std::tie(b.first, b.second.function);
  });
  const auto same = [](const auto& a, const auto& b) { return a.second.function == b.second.function; };
  handlers_.erase(std::unique(handlers_.begin(), handlers_.end(), same), handlers_.end());
  // In the order in which they are written.
  std::stable_sort(handlers_.begin(), handlers_.end(), [&](const auto& a, const auto& b) {
    const auto place = [&](SymbolId id) { return program.symbols()[program.find_symbol(id)].declared; };
    return std::tuple(a.first, place(a.second.function)) < std::tuple(b.first, place(b.second.function));
  });
}

std::vector<RouteExpansion::Override> RouteExpansion::handlers_in(SymbolId type) const {
  std::vector<Override> found;
  std::vector<SymbolId> open{type};
  std::set<SymbolId> seen{type};
  while (found.empty() && !open.empty()) {
    const SymbolId at = open.back();
    open.pop_back();
    const auto less = [](const auto& entry, SymbolId id) { return entry.first < id; };
    auto first = std::lower_bound(handlers_.begin(), handlers_.end(), at, less);
    for (; first != handlers_.end() && first->first == at; ++first) found.push_back(first->second);
    const auto bases = flow_.program().bases();
    auto base = std::lower_bound(bases.begin(), bases.end(), at,
                                 [](const BaseFact& fact, SymbolId id) { return fact.derived < id; });
    for (; base != bases.end() && base->derived == at; ++base) {
      if (seen.insert(base->base).second) open.push_back(base->base);
    }
  }
  return found;
}

void RouteExpansion::expand(RouteCandidate candidate, std::vector<Route>& routes) {
  steps_ = 0;
  step(std::move(candidate), routes);
}

void RouteExpansion::step(RouteCandidate candidate, std::vector<Route>& routes) {
  while (++steps_ < kMostSteps) {
    simplify(candidate);
    const Leaf leaf = open_leaf(candidate);
    if (leaf.term == nullptr) break;
    const Term copy = *leaf.term;
    const bool expanded =
        leaf.is_parameter ? expand_callers(candidate, copy, routes) : expand_variable(candidate, copy, routes);
    if (expanded) return;
    give_up(candidate, copy);
  }
  emit(candidate, routes);
}

// A value made of hundreds of others is a text that the program puts together, and neither path nor handler.
void RouteExpansion::simplify(RouteCandidate& candidate) const {
  for_each_part(candidate, [&](Term& part) {
    part = flow_.simplified(std::move(part));
    if (parts_in(part) > kMostParts) part = Term();
  });
}

RouteExpansion::Leaf RouteExpansion::open_leaf(const Term& term) const {
  for (const Term& part : term.parts) {
    if (const Leaf leaf = open_leaf(part); leaf.term != nullptr) return leaf;
  }
  if (term.kind != ValueKind::place || term.body == nullptr) return {};
  const bool is_parameter = term.place.root == Root::parameter || term.place.root == Root::value_parameter;
  // What a field of a parameter holds may be known by its writes; else by what is passed.
  if (!flow_.assignments_of(ValueFlow::variable_of(term)).empty()) return {&term, false};
  if (is_parameter) return {&term, true};
  return {};
}

RouteExpansion::Leaf RouteExpansion::open_leaf(const RouteCandidate& candidate) const {
  const Term* parts[] = {&candidate.path, &candidate.handler, &candidate.entry, &candidate.prefix, &candidate.method};
  for (const Term* part : parts) {
    // An object's class says who handles; where the object is kept does not matter.
    if (part == &candidate.handler && part->symbol != 0 &&
        (!handlers_in(part->symbol).empty() || !flow_.callables_of(*part).empty())) {
      continue;
    }
    if (const Leaf leaf = open_leaf(*part); leaf.term != nullptr) return leaf;
  }
  return {};
}

// Then the registration is where the route is written, whatever its path is made of.
bool RouteExpansion::is_handler_known(const RouteCandidate& candidate) const {
  return candidate.known_handler != 0 || candidate.handler.kind == ValueKind::callable;
}

bool RouteExpansion::expand_callers(const RouteCandidate& candidate, const Term& leaf, std::vector<Route>& routes) {
  const SymbolId function = leaf.body->symbol;
  const std::size_t depth = candidate.callers.size();
  if (depth > kMostCallers ||
      std::find(candidate.callers.begin(), candidate.callers.end(), function) != candidate.callers.end()) {
    return false;
  }
  const std::vector<CallSite> sites = flow_.callers_of(function);
  const auto number = static_cast<int>(leaf.place.index);
  const bool tells = std::any_of(sites.begin(), sites.end(), [&](const CallSite& site) {
    return flow_.argument_term(site, number).kind != ValueKind::unknown;
  });
  if (!tells) return false;
  const std::size_t first = routes.size();
  for (const CallSite& site : sites) {
    RouteCandidate next = candidate;
    for_each_part(next, [&](Term& part) { flow_.substitute(part, function, site); });
    if (next.said_methods.empty()) next.said_methods = methods_at(site);
    next.callers.push_back(function);
    if (!is_handler_known(candidate)) {
      next.where = flow_.where(site);
      next.registrar = site.body->symbol;
    }
    step(std::move(next), routes);
  }
  if (candidate.is_request) keep_nearest(candidate, first, routes);
  return true;
}

// Callers that add nothing to the path of a request do not make it: `product(id)` of `get("/v1/products/" + id)`.
void RouteExpansion::keep_nearest(const RouteCandidate& candidate, std::size_t first,
                                  std::vector<Route>& routes) const {
  std::vector<Route> own;
  emit(candidate, own);
  const auto is_known = [&](const Route& route) {
    return std::any_of(own.begin(), own.end(), [&](const Route& mine) {
      return std::tie(mine.path, mine.method) == std::tie(route.path, route.method);
    });
  };
  const std::span<const Route> of_callers = std::span(routes).subspan(first);
  if (of_callers.empty() || !std::all_of(of_callers.begin(), of_callers.end(), is_known)) return;
  routes.resize(first);
  routes.insert(routes.end(), own.begin(), own.end());
}

std::vector<RouteExpansion::Entry> RouteExpansion::entries_of(SymbolId variable) const {
  std::vector<Entry> entries;
  for (const Assignment& assignment : flow_.assignments_of(variable)) {
    const WriteFact* write = assignment.write == kNone ? nullptr : &flow_.program().bodies().writes[assignment.write];
    const Location at = write != nullptr ? Location{write->file, write->line} : flow_.where(assignment.site);
    for (Term& entry : flow_.entries_of(assignment)) {
      if (entry.kind == ValueKind::unknown) continue;
      Location where{at.file, entry.line != 0 ? entry.line : at.line};
      if (flow_.made_by(entry) != nullptr) where = flow_.where(flow_.site_of(entry));
      entries.push_back({std::move(entry), where, assignment.site.body->symbol});
    }
  }
  return entries;
}

// The candidate with an entry in the place of the leaf.
RouteCandidate RouteExpansion::with_entry(const RouteCandidate& candidate, const Term& leaf, const Entry& entry) const {
  RouteCandidate next = candidate;
  const Term filled = flow_.filled(entry.term);
  const Term& whole = filled.parts.empty() ? entry.term : filled;
  for_each_part(next, [&](Term& part) {
    for_each_term(part, [&](Term& term) {
      if (!same_place(term, leaf)) return;
      term = term.element == kWhole ? whole : flow_.part_of(entry.term, term.element, term.place.last_field);
      if (same_place(term, leaf)) term = Term();  // a copy of itself
    });
  });
  return next;
}

bool RouteExpansion::expand_variable(const RouteCandidate& candidate, const Term& leaf, std::vector<Route>& routes) {
  const SymbolId variable = ValueFlow::variable_of(leaf);
  const std::vector<SymbolId>& seen = candidate.variables;
  if (std::find(seen.begin(), seen.end(), variable) != seen.end()) return false;  // made from itself
  const std::vector<Entry> entries = entries_of(variable);
  const bool is_table = leaf.element != kWhole || candidate.needs_handler ||
                        (!entries.empty() && entries.front().term.kind == ValueKind::group);
  if (entries.empty() || (!is_table && entries.size() > kMostValues)) return false;
  for (const Entry& entry : entries) {
    RouteCandidate next = with_entry(candidate, leaf, entry);
    next.variables.push_back(variable);
    if (is_table && next.said_methods.empty()) next.said_methods = methods_beside(entry.term);
    if (is_table && !is_handler_known(candidate)) {
      next.where = entry.where;
      next.registrar = entry.registrar;
    }
    step(std::move(next), routes);
  }
  return true;
}

// `add("GET", "/items", list)`
std::vector<std::string> RouteExpansion::methods_at(const CallSite& site) const {
  std::vector<Term> terms;
  for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
    terms.push_back(flow_.term_of(*site.body, argument));
  }
  return said_methods(flow_, terms);
}

// `{"GET", "/items", list}`, or the same made by a constructor.
std::vector<std::string> RouteExpansion::methods_beside(const Term& entry) const {
  if (entry.kind == ValueKind::group) return said_methods(flow_, entry.parts);
  return flow_.made_by(entry) == nullptr ? std::vector<std::string>() : methods_at(flow_.site_of(entry));
}

void RouteExpansion::give_up(RouteCandidate& candidate, const Term& leaf) const {
  for_each_part(candidate, [&](Term& part) {
    for_each_term(part, [&](Term& term) {
      const bool same = term.kind == ValueKind::place && term.body == leaf.body && term.place.root == leaf.place.root &&
                        term.place.index == leaf.place.index && term.place.symbol == leaf.place.symbol &&
                        term.place.last_field == leaf.place.last_field && term.element == leaf.element;
      if (same) term.body = nullptr;
    });
  });
}

std::vector<std::string> RouteExpansion::methods_of(const RouteCandidate& candidate) const {
  std::vector<std::string> methods;
  if (!candidate.method_name.empty()) {
    methods.push_back(candidate.method_name);
  } else {
    methods = methods_in(flow_, candidate.method);
    if (methods.empty()) methods = tokens_in(flow_, candidate.method);
  }
  const std::vector<std::string>& said = candidate.said_methods;
  if (methods.empty() && !said.empty()) return said;
  if (methods.empty()) return {"ANY"};
  if (said.size() != 1 || http_method_of(methods.front()).empty()) return methods;
  // `switch (entry.method) { case GET: server.Get(…); case POST: server.Post(…) }`: each entry comes by one branch only.
  if (said.front() == "HEAD" && methods.front() == "GET") return said;
  return std::find(methods.begin(), methods.end(), said.front()) == methods.end() ? std::vector<std::string>() : said;
}

std::string RouteExpansion::path_of(const RouteCandidate& candidate) const {
  if (!candidate.has_path) return "";
  std::string prefix = candidate.prefix.kind == ValueKind::unknown ? "" : flow_.text_of(candidate.prefix);
  if (!prefix.empty() && !prefix.starts_with('/') && !prefix.starts_with("{?}")) prefix = '/' + prefix;
  return without_query(without_host(joined_path(std::move(prefix), flow_.text_of(candidate.path))));
}

std::vector<std::pair<SymbolId, std::string>> RouteExpansion::handlers_of(const RouteCandidate& candidate) const {
  std::vector<std::pair<SymbolId, std::string>> handlers;
  if (candidate.known_handler != 0) handlers.emplace_back(candidate.known_handler, "");
  for (const Term* part : {&candidate.handler, &candidate.entry}) {
    if (!handlers.empty()) break;
    for (const SymbolId type : flow_.classes_of(*part)) {
      for (const Override& found : handlers_in(type)) handlers.emplace_back(found.function, found.base->method_name);
    }
    if (!handlers.empty()) break;
    for (const SymbolId callable : flow_.callables_of(*part)) handlers.emplace_back(callable, "");
  }
  return handlers;
}

void RouteExpansion::emit(const RouteCandidate& candidate, std::vector<Route>& routes) const {
  Route route;
  route.framework = candidate.framework;
  route.lifetime = candidate.lifetime;
  route.closure_parameter = candidate.closure_parameter;
  route.where = candidate.where;
  route.registrar = candidate.registrar;
  route.path = path_of(candidate);
  std::vector<std::pair<SymbolId, std::string>> handlers = handlers_of(candidate);
  const bool is_nothing = (!candidate.has_path || route.path == "{?}") && handlers.empty();
  if (is_nothing || (candidate.needs_handler && handlers.empty())) return;
  if (handlers.empty()) handlers.emplace_back(0, "");
  for (const auto& [handler, own_method] : handlers) {
    route.handler = handler;
    for (const std::string& method : methods_of(candidate)) {
      route.method = own_method.empty() ? method : own_method;
      routes.push_back(route);
    }
  }
}

}  // namespace loadline
