// Reads the lambdas of such fields.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/endpoint_fields.h"

#include <algorithm>
#include <unordered_map>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

class EndpointFinder {
 public:
  EndpointFinder(const ValueFlow& flow, RouteExpansion& expansion, std::vector<Route>& routes)
      : flow_(flow), program_(flow.program()), expansion_(expansion), routes_(routes) {}

  void find(const EndpointFields& fields) {
    for (const Symbol& symbol : program_.symbols()) {
      const bool is_it = symbol.kind == SymbolKind::field && symbol.parent != kNone &&
                         last_name(symbol.name).starts_with(fields.prefix);
      if (is_it) take(fields, symbol);
    }
  }

 private:
  void take(const EndpointFields& fields, const Symbol& field) {
    RouteCandidate candidate;
    candidate.framework = fields.framework;
    candidate.where = field.declared;
    candidate.registrar = field.id;
    candidate.known_handler = handler_of(field.parent, last_name(field.name).substr(fields.prefix.size()));
    for (const FunctionFact* body : lambdas_in(field.id)) read_assignments(fields, *body, candidate);
    if (candidate.path.kind == ValueKind::unknown) return;
    candidate.path = without_prefix(flow_.simplified(std::move(candidate.path)));
    candidate.prefix = prefix_of(fields, program_.symbols()[field.parent].id);
    if (candidate.prefix.kind == ValueKind::unknown) candidate.prefix = text_term("/");  // "cart" is /cart
    expansion_.expand(std::move(candidate), routes_);
  }

  // The first assignment tells; what follows looks for an empty path.
  void read_assignments(const EndpointFields& fields, const FunctionFact& body, RouteCandidate& candidate) const {
    for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
      const CallSite site{&body, at};
      const std::string_view target = flow_.name_of(flow_.call(site).object.last_field);
      if (target == fields.path && candidate.path.kind == ValueKind::unknown)
        candidate.path = flow_.argument_term(site, 0);
      if (target == fields.method) candidate.method = flow_.argument_term(site, 0);
    }
  }

  // `prefix != nullptr ? prefix + "/x" : "/x"`: the constructor says what the prefix is.
  static Term without_prefix(Term path) {
    return path.kind == ValueKind::choice && !path.parts.empty() ? std::move(path.parts.back()) : std::move(path);
  }

  // The path that the constructors of a class pass to those of its base.
  Term prefix_of(const EndpointFields& fields, SymbolId type) const {
    for (const SymbolIndex member : flow_.members_of(type)) {
      const Symbol& constructor = program_.symbols()[member];
      const Node node = constructor.kind == SymbolKind::constructor ? flow_.call_graph().find(constructor.id) : kNone;
      if (node == kNone) continue;
      const FunctionFact& body = flow_.call_graph().bodies_of(node).front();
      for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
        const CallSite site{&body, at};
        const std::string_view callee = flow_.name_of(flow_.call(site).callee);
        if (std::find(fields.base_calls.begin(), fields.base_calls.end(), callee) == fields.base_calls.end()) continue;
        Term prefix = flow_.simplified(flow_.argument_term(site, fields.base_path));
        if (prefix.literal_kind != LiteralKind::null && !is_made_of_nothing(prefix)) return prefix;  // no null pointer
      }
    }
    return {};
  }

  // A default argument: a text made of a null pointer.
  bool is_made_of_nothing(const Term& term) const {
    const CallFact* made = flow_.made_by(term);
    if (made == nullptr) return false;
    const auto arguments = flow_.arguments_of(*made);
    return std::all_of(arguments.begin(), arguments.end(),
                       [](const ArgumentFact& one) { return one.literal_kind == LiteralKind::null; });
  }

  const std::vector<const FunctionFact*>& lambdas_in(SymbolId field) {
    if (lambdas_.empty()) {
      for (const FunctionFact& body : program_.bodies().functions) {
        const SymbolIndex index = program_.find_symbol(body.symbol);
        const SymbolIndex holder = index == kNone ? kNone : program_.symbols()[index].parent;
        if (holder == kNone || program_.symbols()[holder].kind != SymbolKind::field) continue;
        lambdas_[program_.symbols()[holder].id].push_back(&body);
      }
    }
    return lambdas_[field];
  }

  SymbolId handler_of(SymbolIndex holder, std::string_view name) const {
    SymbolId handler = 0;
    for (const SymbolIndex member : flow_.members_of(program_.symbols()[holder].id)) {
      if (last_name(program_.symbols()[member].name) == name) handler = program_.symbols()[member].id;
    }
    return handler != 0 ? handler : nested_handler(holder, name);
  }

  // An asynchronous endpoint is a class of its own: its `act` runs first.
  SymbolId nested_handler(SymbolIndex holder, std::string_view name) const {
    const std::string wanted = std::string(program_.symbols()[holder].name) + "::" + std::string(name) + "::act";
    const auto found = std::find_if(program_.symbols().begin(), program_.symbols().end(),
                                    [&](const Symbol& symbol) { return symbol.name == wanted; });
    return found == program_.symbols().end() ? 0 : found->id;
  }

  const ValueFlow& flow_;
  const Program& program_;
  RouteExpansion& expansion_;
  std::vector<Route>& routes_;
  std::unordered_map<SymbolId, std::vector<const FunctionFact*>> lambdas_;  // with a body, by the field they are in
};

}  // namespace

void find_endpoint_fields(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                          std::vector<Route>& routes) {
  EndpointFinder finder(flow, expansion, routes);
  for (const EndpointFields& fields : libraries.endpoint_fields) finder.find(fields);
}

}  // namespace loadline
