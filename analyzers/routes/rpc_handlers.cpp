// Finds handlers by class hierarchy.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/rpc_handlers.h"

#include <algorithm>
#include <set>

#include "analyzers/routes/http_methods.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

class HandlerFinder {
 public:
  HandlerFinder(const ValueFlow& flow, const Libraries& libraries, const RouteExpansion& expansion,
                std::span<const ConfiguredHandler> configured, std::vector<Route>& routes)
      : flow_(flow),
        program_(flow.program()),
        libraries_(libraries),
        expansion_(expansion),
        configured_(configured),
        routes_(routes) {}

  void find() {
    find_services();
    find_requests();
    find_overrides();
    find_consumers();
  }

 private:
  void add(std::uint32_t framework, std::string method, std::string path, SymbolId handler) {
    const SymbolIndex index = program_.find_symbol(handler);
    if (index == kNone) return;
    Route route;
    route.framework = framework;
    route.lifetime = libraries_.frameworks[framework].lifetime;
    route.method = std::move(method);
    route.path = std::move(path);
    route.handler = handler;
    route.registrar = handler;
    route.where = program_.symbols()[index].defined;
    if (!route.where.known()) route.where = program_.symbols()[index].declared;
    routes_.push_back(std::move(route));
  }

  // All classes below `base`.
  std::set<SymbolId> derived_from(std::string_view base) const {
    std::set<SymbolId> found;
    for (bool grew = true; grew;) {
      grew = false;
      for (const BaseFact& fact : program_.bases()) {
        const bool is_below = found.contains(fact.base) || flow_.name_of(fact.base) == base;
        if (is_below) grew = found.insert(fact.derived).second || grew;
      }
    }
    return found;
  }

  void find_services() {
    for (const RpcClass& service : libraries_.rpc_classes) {
      std::set<SymbolId> classes;
      if (!service.base.empty()) classes = derived_from(service.base);
      for (const Symbol& symbol : program_.symbols()) {
        if (symbol.kind != SymbolKind::method || symbol.parent == kNone) continue;
        const Symbol& holder = program_.symbols()[symbol.parent];
        const bool is_service = service.base.empty() ? has_neighbour(holder, service) : classes.contains(holder.id);
        if (!is_service || !flow_.call_graph().has_overrides(symbol.id)) continue;
        for (const SymbolId overrider : flow_.call_graph().overrides_of(symbol.id)) {
          if (is_written(overrider)) add(service.framework, "RPC", path_of(service, holder, symbol), overrider);
        }
      }
    }
  }

  // Not a stub that a generator wrote for others to override.
  bool is_written(SymbolId function) const {
    const SymbolIndex index = program_.find_symbol(function);
    if (index == kNone || flow_.call_graph().find(function) == kNone) return false;
    const Symbol& symbol = program_.symbols()[index];
    if (!symbol.defined.known()) return false;
    const File& file = program_.files()[symbol.defined.file];
    const bool is_generated = file.path.ends_with(".pb.h") || file.path.ends_with(".pb.cc") ||
                              file.path.ends_with(".capnp.h") || file.path.find("gen-cpp/") != std::string_view::npos;
    const std::string_view holder = last_name(without_last(symbol.name));
    const bool is_stub = holder.ends_with("Null") || holder.ends_with("Multiface") || holder.ends_with("Client") ||
                         holder.ends_with("_Stub");
    return file.origin == Origin::project && !is_generated && !is_stub;
  }

  bool has_neighbour(const Symbol& holder, const RpcClass& service) {
    if (!holder.name.ends_with(service.suffix)) return false;
    if (names_.empty()) {
      for (const Symbol& symbol : program_.symbols()) {
        if (symbol.kind == SymbolKind::class_ || symbol.kind == SymbolKind::struct_) names_.insert(symbol.name);
      }
    }
    const std::string stem(holder.name.substr(0, holder.name.size() - service.suffix.size()));
    return names_.contains(stem + service.neighbour);
  }

  // Generated classes carry the name of the service: Shop::Service, Shop::WithCallbackMethod_Buy, ShopIf, Shop.
  std::string path_of(const RpcClass& service, const Symbol& holder, const Symbol& method) const {
    std::string_view name = holder.name;
    const std::string_view last = last_name(name);
    if (last == "Service" || last == "Server" || last.starts_with("With")) name = without_last(name);
    if (!service.suffix.empty()) name.remove_suffix(service.suffix.size());
    return '/' + dotted_name(name) + '/' + std::string(last_name(method.name));
  }

  // `service->RequestSay(&context_, …, this)`: the function that asks also serves.
  void find_requests() {
    for (const RpcRequest& request : libraries_.rpc_requests) {
      for (const Symbol& symbol : program_.symbols()) {
        if (symbol.kind != SymbolKind::method || !last_name(symbol.name).starts_with(request.function)) continue;
        const std::string_view holder = without_last(symbol.name);
        if (!last_name(holder).starts_with(request.holder)) continue;
        const std::string path = '/' + dotted_name(without_last(holder)) + '/' +
                                 std::string(last_name(symbol.name).substr(request.function.size()));
        std::set<SymbolId> askers;
        for (const CallSite& site : flow_.calls_of(symbol.id)) {
          if (is_written(site.body->symbol)) askers.insert(server_of(site.body->symbol));
        }
        for (const SymbolId asker : askers) add(request.framework, "RPC", path, asker);
      }
    }
  }

  // A constructor only asks; the member function that answers is another one of its class.
  SymbolId server_of(SymbolId asker) const {
    const SymbolIndex index = program_.find_symbol(asker);
    const Symbol& symbol = program_.symbols()[index];
    if (symbol.kind != SymbolKind::constructor || symbol.parent == kNone) return asker;
    for (const SymbolIndex member : flow_.members_of(program_.symbols()[symbol.parent].id)) {
      const Symbol& other = program_.symbols()[member];
      const Node node = other.kind == SymbolKind::method ? flow_.call_graph().find(other.id) : kNone;
      if (node == kNone) continue;
      for (const FunctionFact& body : flow_.call_graph().bodies_of(node)) {
        for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
          const std::string_view callee = flow_.name_of(program_.bodies().calls[at].callee);
          const bool answers = callee.starts_with("grpc::ServerAsync") || callee.starts_with("grpc_impl::ServerAsync");
          if (answers && (callee.ends_with("::Finish") || callee.ends_with("::Write"))) return other.id;
        }
      }
    }
    return asker;
  }

  void find_overrides() {
    std::set<SymbolId> known;
    for (const Route& route : routes_) known.insert(route.handler);
    for (const auto& [type, found] : expansion_.all_handlers()) {
      if (known.contains(found.function) || !is_project(found.function)) continue;
      if (add_configured(type, found)) continue;
      add(found.base->framework, found.base->method_name.empty() ? "ANY" : found.base->method_name, "", found.function);
    }
  }

  // The routes that configuration files give a handler by the name that is a constant of its class.
  bool add_configured(SymbolId type, const RouteExpansion::Override& handler) {
    const std::string& constant = libraries_.frameworks[handler.base->framework].configured_by;
    if (constant.empty()) return false;
    const std::string wanted = std::string(flow_.name_of(type)) + "::" + constant;
    const auto named = std::find_if(program_.symbols().begin(), program_.symbols().end(), [&](const Symbol& symbol) {
      return symbol.name == wanted && !symbol.value.empty();
    });
    if (named == program_.symbols().end()) return false;
    bool is_found = false;
    for (const ConfiguredHandler& configured : configured_) {
      if (configured.name != named->value) continue;
      is_found = true;
      const std::string& own = handler.base->method_name;
      Term written;
      written.kind = ValueKind::literal;
      written.text = configured.methods;
      std::vector<std::string> methods = own.empty() ? methods_in(flow_, written) : std::vector<std::string>{own};
      if (methods.empty()) methods.push_back("ANY");
      for (std::string& method : methods) {
        add(handler.base->framework, std::move(method), configured.path, handler.function);
      }
    }
    return is_found;
  }

  bool is_project(SymbolId function) const {
    const Symbol* symbol = program_.symbol(function);
    const Location defined = symbol == nullptr ? Location() : symbol->defined;
    return defined.known() && program_.files()[defined.file].origin == Origin::project;
  }

  // The function around a loop that waits for messages handles them.
  void find_consumers() {
    std::set<SymbolId> consumers;
    for (const Symbol& symbol : program_.symbols()) {
      const std::uint32_t* framework = libraries_.consumers.find(symbol.name);
      if (framework == nullptr) continue;
      for (const CallSite& site : flow_.calls_of(symbol.id)) {
        if (consumers.insert(site.body->symbol).second) add(*framework, "CONSUME", "", site.body->symbol);
      }
    }
  }

  const ValueFlow& flow_;
  const Program& program_;
  const Libraries& libraries_;
  const RouteExpansion& expansion_;
  std::span<const ConfiguredHandler> configured_;
  std::vector<Route>& routes_;
  std::set<std::string_view> names_;  // of classes
};

}  // namespace

void find_unregistered_handlers(const ValueFlow& flow, const Libraries& libraries, const RouteExpansion& expansion,
                                std::span<const ConfiguredHandler> configured, std::vector<Route>& routes) {
  HandlerFinder(flow, libraries, expansion, configured, routes).find();
}

}  // namespace loadline
