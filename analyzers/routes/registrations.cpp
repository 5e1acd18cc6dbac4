// Reads registrations by the models of frameworks.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/registrations.h"

#include <algorithm>

#include "analyzers/routes/object_prefixes.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostLinks = 32;  // of a chain
constexpr const char* kEveryPath = "/*";

class RegistrationFinder {
 public:
  RegistrationFinder(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                     std::vector<Route>& routes)
      : flow_(flow),
        program_(flow.program()),
        libraries_(libraries),
        prefixes_(flow, libraries),
        expansion_(expansion),
        routes_(routes) {}

  void find() {
    for (const Symbol& symbol : program_.symbols()) {
      if (const Registration* registration = libraries_.registrations.find(symbol.name)) {
        for (const CallSite& site : flow_.calls_of(symbol.id)) take(*registration, site);
      } else if (symbol.kind == SymbolKind::method && last_name(symbol.name) == "operator=" &&
                 !libraries_.tables.empty()) {
        for (const CallSite& site : flow_.calls_of(symbol.id)) take_assignment(site);
      }
    }
  }

 private:
  bool is_one_of(const CallFact& call, const std::vector<std::string>& names) const {
    return std::find(names.begin(), names.end(), flow_.name_of(call.callee)) != names.end();
  }

  // The calls whose results the object of `site` is, nearest first: rule.methods(…) of app.route("/x").methods(…)(f).
  std::vector<CallSite> chain_of(const CallSite& site) const {
    std::vector<CallSite> links;
    CallSite at = site;
    while (links.size() < kMostLinks) {
      const CallFact& fact = flow_.call(at);
      std::uint32_t next = fact.chain;
      if (next == kNone && fact.object.root == Root::call_result) next = fact.object.index;
      if (next == kNone || next >= at.body->call_count) break;
      at.call = at.body->first_call + next;
      links.push_back(at);
    }
    return links;
  }

  Term path_of(const Registration& registration, const CallSite& site, Term& prefix) const {
    if (registration.path_calls.empty()) return flow_.argument_term(site, registration.path);
    for (const CallSite& link : chain_of(site)) {
      if (!is_one_of(flow_.call(link), registration.path_calls)) continue;
      const CallFact& call = flow_.call(link);
      if (!registration.prefix_calls.empty()) {
        prefix = prefixes_.prefix_of(link, registration.prefix_calls);
      }
      if (call.argument_count == 0) return text_term(kEveryPath);
      const CallSite inner = method_call_in(registration, link);
      return flow_.argument_term(inner.body == nullptr ? link : inner, 0);
    }
    return prefixes_.made_with(site, registration.path_calls);
  }

  // `description.route(description.get("/x"))`: the call that says method and path is an argument of the link.
  CallSite method_call_in(const Registration& registration, const CallSite& link) const {
    const Term argument = flow_.argument_term(link, 0);
    const CallFact* made = flow_.made_by(argument);
    return made != nullptr && is_one_of(*made, registration.method_calls) ? flow_.site_of(argument) : CallSite();
  }

  Term method_of(const Registration& registration, const CallSite& site) const {
    if (registration.method != kNoArgument) return flow_.argument_term(site, registration.method);
    Term methods;
    methods.kind = ValueKind::group;
    for (const CallSite& link : chain_of(site)) {
      CallSite said = method_call_in(registration, link);
      if (is_one_of(flow_.call(link), registration.method_calls)) said = link;
      if (said.body == nullptr) continue;
      Term call;
      call.kind = ValueKind::place;
      call.place.root = Root::call_result;
      call.place.index = said.call - said.body->first_call;
      call.body = said.body;
      methods.parts.push_back(std::move(call));
    }
    return methods;
  }

  // The class that a function is a member of.
  SymbolId class_of(SymbolId function) const {
    const SymbolIndex index = program_.find_symbol(function);
    if (index == kNone || program_.symbols()[index].parent == kNone) return 0;
    return program_.symbols()[program_.symbols()[index].parent].id;
  }

  void take(const Registration& registration, const CallSite& site) {
    RouteCandidate candidate;
    candidate.framework = registration.framework;
    candidate.lifetime = libraries_.frameworks[registration.framework].lifetime;
    candidate.method_name = registration.method_name;
    candidate.closure_parameter = registration.closure_parameter;
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    candidate.path = path_of(registration, site, candidate.prefix);
    candidate.has_path = registration.path != kNoArgument || !registration.path_calls.empty();
    candidate.method = method_of(registration, site);
    if (candidate.method.parts.empty() && !registration.default_method.empty()) {
      candidate.method_name = registration.default_method;
    }
    if (registration.handler == kItsClass) {
      candidate.handler.kind = ValueKind::place;
      candidate.handler.symbol = class_of(site.body->symbol);
    } else {
      candidate.handler = flow_.argument_term(site, registration.handler);
    }
    if (registration.class_prefix != kNoArgument) add_class_prefix(registration, site, candidate);
    expansion_.expand(std::move(candidate), routes_);
  }

  // `registerMethod(&api::v1::User::get, "/{id}", …, true)`: /api/v1/User/{id}
  void add_class_prefix(const Registration& registration, const CallSite& site, RouteCandidate& candidate) const {
    const Term flag = flow_.argument_term(site, registration.class_prefix);
    if (flag.text != "true") return;
    std::string path;
    // The class that registers, also for a handler that it inherits.
    const SymbolId registering = class_of(site.body->symbol);
    const std::string_view name = flow_.name_of(registering != 0 ? registering : class_of(candidate.handler.symbol));
    for (std::size_t at = 0; at < name.size(); at += 2) {
      const std::size_t end = std::min(name.find("::", at), name.size());
      path += '/' + std::string(name.substr(at, end - at));
      at = end;
    }
    candidate.prefix = text_term(std::move(path));
  }

  // `server.resource["^/x$"]["GET"] = handler`, or without a path
  void take_assignment(const CallSite& site) {
    const std::vector<CallSite> links = chain_of(site);
    if (links.empty() || last_name(flow_.name_of(flow_.call(links[0]).callee)) != "operator[]") return;
    const CallFact& last = flow_.call(links.back());
    const SubscriptTable* table = libraries_.tables.find(flow_.name_of(last.object.last_field));
    if (table == nullptr) return;
    RouteCandidate candidate;
    candidate.framework = table->framework;
    candidate.lifetime = libraries_.frameworks[table->framework].lifetime;
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    candidate.handler = flow_.argument_term(site, 0);
    candidate.method = flow_.argument_term(links[0], 0);
    if (!table->has_paths) candidate.path = text_term(kEveryPath);
    if (table->has_paths && links.size() > 1) candidate.path = flow_.argument_term(links[1], 0);
    expansion_.expand(std::move(candidate), routes_);
  }

  const ValueFlow& flow_;
  const Program& program_;
  const Libraries& libraries_;
  const ObjectPrefixes prefixes_;
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
};

}  // namespace

void find_registered_routes(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                            std::vector<Route>& routes) {
  RegistrationFinder(flow, libraries, expansion, routes).find();
}

}  // namespace loadline
