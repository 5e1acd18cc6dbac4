// Reads registrations by the models of frameworks.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/registrations.h"

#include <algorithm>

#include "analyzers/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostLinks = 32;  // of a chain

Term literal(std::string text) {
  Term term;
  term.kind = ValueKind::literal;
  term.is_literal = 1;
  term.text = std::move(text);
  return term;
}

class RegistrationFinder {
 public:
  RegistrationFinder(const ValueFlow& flow, const Models& models, RouteExpansion& expansion, std::vector<Route>& routes)
      : flow_(flow), program_(flow.program()), bodies_(program_.bodies()), models_(models), expansion_(expansion),
        routes_(routes) {}

  void find() {
    for (const Symbol& symbol : program_.symbols()) {
      if (const Registration* registration = models_.registrations.find(symbol.name)) {
        for (const CallSite& site : flow_.calls_of(symbol.id)) take(*registration, site);
      } else if (symbol.kind == SymbolKind::method && last_name(symbol.name) == "operator=" && !models_.tables.empty()) {
        for (const CallSite& site : flow_.calls_of(symbol.id)) take_assignment(site);
      } else if (symbol.kind == SymbolKind::field) {
        for (const EndpointFields& fields : models_.endpoint_fields) {
          if (last_name(symbol.name).starts_with(fields.prefix)) take_field(fields, symbol);
        }
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

  // Argument 0 of the call of `names` that made the object which `site` works on.
  Term made_with(const CallSite& site, const std::vector<std::string>& names) const {
    const PlaceFact& object = flow_.call(site).object;
    Term whole;
    whole.kind = ValueKind::choice;
    for (const Store& store : flow_.stores_of(object.last_field != 0 ? object.last_field : object.symbol)) {
      for (const Term& entry : flow_.entries_of(store)) {
        if (entry.kind == ValueKind::literal) whole.parts.push_back(entry);
        const CallFact* made = flow_.made_by(entry);
        if (made == nullptr || !is_one_of(*made, names)) continue;
        whole.parts.push_back(flow_.simplified(flow_.argument_term(flow_.site_of(entry), 0)));
      }
    }
    if (whole.parts.empty()) return {};
    return whole.parts.front();
  }

  Term path_of(const Registration& registration, const CallSite& site, Term& prefix) const {
    if (registration.path_calls.empty()) return flow_.argument_term(site, registration.path);
    for (const CallSite& link : chain_of(site)) {
      if (!is_one_of(flow_.call(link), registration.path_calls)) continue;
      if (!registration.prefix_calls.empty()) prefix = made_with(link, registration.prefix_calls);
      return flow_.argument_term(link, 0);
    }
    return made_with(site, registration.path_calls);
  }

  Term method_of(const Registration& registration, const CallSite& site) const {
    if (registration.method != kNoArgument) return flow_.argument_term(site, registration.method);
    Term methods;
    methods.kind = ValueKind::group;
    for (const CallSite& link : chain_of(site)) {
      if (!is_one_of(flow_.call(link), registration.method_calls)) continue;
      Term call;
      call.kind = ValueKind::place;
      call.place.root = Root::call_result;
      call.place.index = link.call - link.body->first_call;
      call.body = link.body;
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
    candidate.lifetime = models_.frameworks[registration.framework].lifetime;
    candidate.method_name = registration.method_name;
    candidate.closure_parameter = registration.closure_parameter;
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    candidate.path = path_of(registration, site, candidate.prefix);
    candidate.has_path = registration.path != kNoArgument || !registration.path_calls.empty();
    candidate.method = method_of(registration, site);
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
    std::string_view name = flow_.name_of(class_of(candidate.handler.symbol));
    for (std::size_t at = 0; at < name.size(); at += 2) {
      const std::size_t end = std::min(name.find("::", at), name.size());
      path += '/' + std::string(name.substr(at, end - at));
      at = end;
    }
    candidate.prefix = literal(std::move(path));
  }

  // `server.resource["^/x$"]["GET"] = handler`
  void take_assignment(const CallSite& site) {
    const std::vector<CallSite> links = chain_of(site);
    if (links.empty() || last_name(flow_.name_of(flow_.call(links[0]).callee)) != "operator[]") return;
    const CallFact& last = flow_.call(links.back());
    const SubscriptTable* table = models_.tables.find(flow_.name_of(last.object.last_field));
    if (table == nullptr) return;
    RouteCandidate candidate;
    candidate.framework = table->framework;
    candidate.lifetime = models_.frameworks[table->framework].lifetime;
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    candidate.handler = flow_.argument_term(site, 0);
    candidate.method = flow_.argument_term(links[0], 0);
    if (links.size() > 1) candidate.path = flow_.argument_term(links[1], 0);
    expansion_.expand(std::move(candidate), routes_);
  }

  // The lambda in `field` assigns path and method; the handler is the member function that the field is named after.
  void take_field(const EndpointFields& fields, const Symbol& field) {
    RouteCandidate candidate;
    candidate.framework = fields.framework;
    candidate.where = field.declared;
    candidate.registrar = field.id;
    const std::string_view handler = last_name(field.name).substr(fields.prefix.size());
    if (field.parent == kNone) return;
    for (const SymbolIndex member : flow_.members_of(program_.symbols()[field.parent].id)) {
      const Symbol& symbol = program_.symbols()[member];
      if (last_name(symbol.name) == handler) candidate.known_handler = symbol.id;
    }
    if (candidate.known_handler == 0) candidate.known_handler = nested_handler(field.parent, handler);
    for (const FunctionFact& function : bodies_.functions) {
      const SymbolIndex index = program_.find_symbol(function.symbol);
      if (index == kNone || program_.symbols()[index].parent == kNone) continue;
      if (program_.symbols()[program_.symbols()[index].parent].id != field.id) continue;
      for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
        const CallSite site{&function, at};
        const std::string_view target = flow_.name_of(flow_.call(site).object.last_field);
        if (target == fields.path) candidate.path = flow_.argument_term(site, 0);
        if (target == fields.method) candidate.method = flow_.argument_term(site, 0);
      }
    }
    if (candidate.path.kind != ValueKind::unknown) expansion_.expand(std::move(candidate), routes_);
  }

  // An asynchronous endpoint is a class of its own: its `act` runs first.
  SymbolId nested_handler(SymbolIndex holder, std::string_view name) const {
    const std::string wanted = std::string(program_.symbols()[holder].name) + "::" + std::string(name) + "::act";
    for (const Symbol& symbol : program_.symbols()) {
      if (symbol.name == wanted) return symbol.id;
    }
    return 0;
  }

  const ValueFlow& flow_;
  const Program& program_;
  const Bodies& bodies_;
  const Models& models_;
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
};

}  // namespace

void find_registered_routes(const ValueFlow& flow, const Models& models, RouteExpansion& expansion,
                            std::vector<Route>& routes) {
  RegistrationFinder(flow, models, expansion, routes).find();
}

}  // namespace loadline
