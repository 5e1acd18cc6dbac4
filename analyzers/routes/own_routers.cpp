// Finds routers by what they look like.
// SPDX-License-Identifier: Apache-2.0
//
//   static std::map<std::string, Api> apis;                     apis.emplace("/index/api/list", …) three times or more
//   server.on("/config", handle_config);                        the same, of a function
//
// Three is the least that makes a pattern; one path with one function may be anything. A text is a path of a URL when it
// begins with a slash and is none of the places where files of a system lie.
#include "analyzers/routes/own_routers.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/routes/http_methods.h"
#include "analyzers/words/qualified_name.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

constexpr std::size_t kFewest = 3;
constexpr std::size_t kMostInTen = 7;  // calls that bind a path: most do, and the others run for all requests
constexpr int kMostCallers = 3;        // that hand a path on, one to the other, in the cheap look

bool is_url_path(std::string_view text) {
  if (text.empty() || text[0] != '/' || text.find_first_of(" \n\t%") != std::string_view::npos) return false;
  for (const std::string_view folder : {"/etc/", "/var/", "/usr/", "/tmp/", "/dev/", "/proc/", "/sys/", "/home/",
                                        "/opt/", "/bin/", "/lib/", "/mnt/", "/run/", "//", "/*"}) {
    if (text.starts_with(folder)) return false;
  }
  return true;
}

class OwnRouterFinder {
 public:
  OwnRouterFinder(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                  std::vector<Route>& routes)
      : flow_(flow), program_(flow.program()), libraries_(libraries), expansion_(expansion), routes_(routes) {}

  void find() {
    const auto framework = std::find_if(libraries_.frameworks.begin(), libraries_.frameworks.end(),
                                        [](const Framework& one) { return one.name == "own router"; });
    if (framework == libraries_.frameworks.end()) return;
    framework_ = static_cast<std::uint32_t>(framework - libraries_.frameworks.begin());
    for (const Route& route : routes_) taken_.insert(route.where);
    find_tables();
    find_functions();
  }

 private:
  void find_tables() {
    for (const SymbolId variable : flow_.assigned_variables()) {
      if (!has_paths(variable)) continue;
      RouteCandidate candidate;
      candidate.framework = framework_;
      candidate.needs_handler = true;
      candidate.entry.kind = ValueKind::place;
      candidate.entry.body = flow_.assignments_of(variable).front().site.body;
      candidate.entry.place.root = Root::static_;
      candidate.entry.place.symbol = variable;
      candidate.path = candidate.entry;
      candidate.path.element = 0;
      keep(expand(std::move(candidate)));
    }
  }

  // A cheap look before the expansion: some key is a path, with something to call.
  bool has_paths(SymbolId variable) const {
    for (const Assignment& assignment : flow_.assignments_of(variable)) {
      for (const Term& entry : flow_.entries_of(assignment)) {
        if (may_be_path(flow_.part_of(entry, 0, 0), kMostCallers) && may_be_called(flow_.part_of(entry, 1, 0)))
          return true;
      }
    }
    return false;
  }

  bool may_be_path(const Term& key, int callers) const {
    if (key.kind == ValueKind::literal) return is_url_path(key.text);
    const bool is_parameter =
        key.kind == ValueKind::place && (key.place.root == Root::parameter || key.place.root == Root::value_parameter);
    if (!is_parameter || key.body == nullptr || callers == 0) return false;
    const auto sites = flow_.calls_of(key.body->symbol);
    return std::any_of(sites.begin(), sites.end(), [&](const CallSite& site) {
      return may_be_path(flow_.argument_term(site, static_cast<int>(key.place.index)), callers - 1);
    });
  }

  bool may_be_called(const Term& value) const {
    return !flow_.callables_of(value).empty() || value.kind == ValueKind::place || value.kind == ValueKind::choice ||
           value.kind == ValueKind::group;
  }

  // Functions that are always given a path and something to call. Those of one class count together: `get`, `post`.
  void find_functions() {
    std::map<SymbolId, std::vector<Route>> by_class;
    for (const Symbol& symbol : program_.symbols()) {
      const bool is_function = symbol.kind == SymbolKind::function || symbol.kind == SymbolKind::method;
      const auto sites = flow_.calls_of(symbol.id);
      if (!is_function || sites.empty() || symbol.name.starts_with("std::")) continue;
      const bool is_member = symbol.kind == SymbolKind::method && symbol.parent != kNone;
      if (!is_member && sites.size() < kFewest) continue;
      if (libraries_.registrations.find(symbol.name) != nullptr) continue;
      std::vector<Route> found;
      std::size_t taken = 0, counted = 0;
      for (const CallSite& site : sites) {
        if (is_left_out(symbol, site)) continue;
        ++counted;
        taken += take(site, found);
      }
      if (taken * 10 < counted * kMostInTen) continue;
      std::vector<Route>& all = by_class[is_member ? program_.symbols()[symbol.parent].id : symbol.id];
      all.insert(all.end(), found.begin(), found.end());
    }
    for (auto& [type, found] : by_class) keep(std::move(found));
  }

  // Tests bind whatever they like, and an overload only passes on what it is given.
  bool is_left_out(const Symbol& function, const CallSite& site) const {
    const Symbol* caller = program_.symbol(site.body->symbol);
    const bool is_overload =
        caller != nullptr && caller->parent == function.parent && last_name(caller->name) == last_name(function.name);
    return is_overload || is_test_code(program_.files()[site.body->file].path);
  }

  // The text of a path, or an object that is made of one: `new Url("/v1/cart")`.
  Term path_in(const Term& term) const {
    if (term.literal_kind == LiteralKind::string && is_url_path(term.text)) return term;
    const CallFact* made = flow_.made_by(term);
    if (made == nullptr || (made->flags & kCallConstructs) == 0 || made->argument_count != 1) return {};
    Term inner = flow_.simplified(flow_.argument_term(flow_.site_of(term), 0));
    return inner.literal_kind == LiteralKind::string && is_url_path(inner.text) ? inner : Term();
  }

  // `get("/x", f)` of a router says its method by its name.
  std::vector<std::string> methods_of(const CallSite& site, const std::vector<Term>& terms) const {
    std::vector<std::string> methods = said_methods(flow_, terms);
    if (!methods.empty()) return methods;
    for (const Term& term : terms) {  // `const Method get{"GET"}`
      if (term.kind != ValueKind::place || term.place.root != Root::static_ || term.place.field != 0) continue;
      const std::string_view name = last_name(flow_.name_of(term.place.symbol));
      for (std::string& method : methods_in(flow_, text_term(std::string(name)))) methods.push_back(std::move(method));
    }
    if (!methods.empty()) return methods;
    return methods_in(flow_, text_term(std::string(last_name(flow_.name_of(flow_.call(site).callee)))));
  }

  // A cheap look at a call: nothing that could be a text of a path, or nothing that could be called.
  bool has_parts(const CallSite& site) const {
    bool path = false, handler = false;
    for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
      const bool is_open = argument.literal_kind == LiteralKind::none;
      path |= is_open ? argument.callable == 0
                      : argument.literal_kind == LiteralKind::string && is_url_path(text_of(program_, argument));
      handler |= is_open;
    }
    return path && handler;
  }

  bool take(const CallSite& site, std::vector<Route>& found) {
    if (!has_parts(site)) return false;
    RouteCandidate candidate;
    std::vector<Term> terms;
    for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
      Term term = flow_.simplified(flow_.term_of(*site.body, argument));
      Term path = candidate.path.kind == ValueKind::unknown ? path_in(term) : Term();
      if (path.kind != ValueKind::unknown) {
        candidate.path = std::move(path);
      } else if (candidate.handler.kind == ValueKind::unknown && !flow_.callables_of(term).empty()) {
        candidate.handler = term;
      }
      terms.push_back(std::move(term));
    }
    if (candidate.path.kind == ValueKind::unknown || candidate.handler.kind == ValueKind::unknown) return false;
    candidate.framework = framework_;
    candidate.said_methods = methods_of(site, terms);
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    expansion_.expand(std::move(candidate), found);
    return true;
  }

  std::vector<Route> expand(RouteCandidate candidate) {
    std::vector<Route> found;
    expansion_.expand(std::move(candidate), found);
    return found;
  }

  // Nearly all must be paths, and none be known.
  void keep(std::vector<Route> found) {
    std::set<std::string> paths;
    for (const Route& route : found) {
      if (is_url_path(route.path)) paths.insert(route.path);
    }
    const auto others = static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [](const Route& route) { return !is_url_path(route.path); }));
    if (paths.size() < kFewest || others * 10 > found.size()) return;
    for (Route& route : found) {
      if (is_url_path(route.path) && taken_.insert(route.where).second) routes_.push_back(std::move(route));
    }
  }

  const ValueFlow& flow_;
  const Program& program_;
  const Libraries& libraries_;
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
  std::uint32_t framework_ = 0;
  std::set<Location> taken_;
};

}  // namespace

void find_own_routers(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                      std::vector<Route>& routes) {
  OwnRouterFinder(flow, libraries, expansion, routes).find();
}

}  // namespace loadline
