// Finds registrations, lifts wrappers, and reads path, method and handler from their arguments.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/handlers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace loadline {
namespace {

constexpr std::uint32_t kOperandsSearched = 24;  // calls before a registration that may be part of its arguments

class RouteFinder {
 public:
  RouteFinder(const Program& program, const CallGraph& calls, const Models& models)
      : program_(program), bodies_(program.bodies()), calls_(calls), models_(models) {}

  std::vector<Route> find() {
    index_calls();
    for (const auto& [callee, places] : places_of_) {
      if (const Registration* registration = models_.registrations.find(name_of(callee))) open_[callee] = *registration;
    }
    while (!open_.empty()) {
      const auto next = *open_.begin();
      open_.erase(open_.begin());
      if (!done_.emplace(next).second) continue;
      for (const CallPlace& place : places_of_[next.first]) take(next.second, place);
    }
    find_overrides();
    const auto key = [](const Route& r) { return std::tie(r.where, r.path, r.method, r.handler); };
    std::sort(routes_.begin(), routes_.end(), [&](const Route& a, const Route& b) { return key(a) < key(b); });
    const auto same = [&](const Route& a, const Route& b) { return key(a) == key(b); };
    routes_.erase(std::unique(routes_.begin(), routes_.end(), same), routes_.end());
    return std::move(routes_);
  }

 private:
  struct CallPlace {
    const FunctionFact* function;
    std::uint32_t call;
  };

  std::string_view name_of(SymbolId id) const {
    const SymbolIndex symbol = program_.find_symbol(id);
    return symbol == kNone ? std::string_view() : program_.symbols()[symbol].name;
  }

  void index_calls() {
    for (const FunctionFact& function : bodies_.functions) {
      for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
        if (bodies_.calls[at].callee != 0) places_of_[bodies_.calls[at].callee].push_back({&function, at});
      }
    }
  }

  const ArgumentFact* argument(const CallFact& call, int number) const {
    const auto arguments = std::span(bodies_.arguments).subspan(call.first_argument, call.argument_count);
    if (number == kLastArgument && !arguments.empty()) return &arguments.back();
    for (const ArgumentFact& argument : arguments) {
      if (argument.position == number) return &argument;
    }
    return nullptr;
  }

  // The parameter of the function around it that an argument passes on; kNoArgument when it is something else.
  static int parameter_of(const ArgumentFact* argument) {
    if (argument == nullptr || argument->is_literal != 0 || argument->callable != 0) return kNoArgument;
    const Root root = argument->place.root;
    if (root != Root::parameter && root != Root::value_parameter) return kNoArgument;
    return argument->place.field == 0 ? static_cast<int>(argument->place.index) : kNoArgument;
  }

  // The call before `place`, part of its arguments or its chain, for which `fits` holds.
  template <class Fits>
  const CallFact* earlier_call(const CallPlace& place, Fits fits) const {
    const std::uint32_t first = place.function->first_call;
    for (std::uint32_t at = place.call; at > first && place.call - at < kOperandsSearched; --at) {
      const CallFact& call = bodies_.calls[at - 1];
      if (done_.contains(call.callee)) return nullptr;  // the registration before this one
      if (fits(call)) return &call;
    }
    return nullptr;
  }

  const CallFact* earlier_call_of(const CallPlace& place, const std::vector<std::string>& names) const {
    return earlier_call(place, [&](const CallFact& call) {
      return std::find(names.begin(), names.end(), name_of(call.callee)) != names.end();
    });
  }

  void take(const Registration& registration, const CallPlace& place) {
    const CallFact& call = bodies_.calls[place.call];
    const ArgumentFact* handler = argument(call, registration.handler);
    if (handler == nullptr) handler = wrapped_parameter(place);
    const ArgumentFact* path = argument(call, registration.path);
    const int path_parameter = parameter_of(path);
    const int handler_parameter = parameter_of(handler);
    if (handler_parameter != kNoArgument && (path_parameter != kNoArgument || registration.path == kNoArgument)) {
      Registration lifted = registration;
      lifted.path = path_parameter;
      lifted.handler = handler_parameter;
      const int method_parameter = parameter_of(argument(call, registration.method));
      lifted.method = method_parameter;
      lifted.path_calls.clear();
      lifted.method_calls.clear();
      if (!done_.contains(place.function->symbol)) open_.emplace(place.function->symbol, lifted);
      return;
    }
    Route route;
    route.framework = registration.framework;
    route.where = {call.file, call.line};
    route.registrar = place.function->symbol;
    route.handler = handler_of(handler, place);
    route.path = path_of(registration, path, place);
    route.method = method_of(registration, place);
    routes_.push_back(std::move(route));
  }

  // `std::move(handler)` makes a new std::function from the parameter just before the call.
  const ArgumentFact* wrapped_parameter(const CallPlace& place) const {
    if (place.call == place.function->first_call) return nullptr;
    const CallFact& before = bodies_.calls[place.call - 1];
    const ArgumentFact* wrapped = (before.flags & kCallConstructs) != 0 ? argument(before, 0) : nullptr;
    return parameter_of(wrapped) == kNoArgument ? nullptr : wrapped;
  }

  SymbolId handler_of(const ArgumentFact* handler, const CallPlace& place) const {
    if (handler != nullptr && handler->callable != 0) return handler->callable;
    const auto binds = [&](const CallFact& call) { return models_.binding.find(name_of(call.callee)) != nullptr; };
    const CallFact* bound = earlier_call(place, binds);
    const ArgumentFact* callable = bound == nullptr ? nullptr : argument(*bound, 0);
    if (callable != nullptr && callable->callable != 0) return callable->callable;
    // `std::function<…> f = lambda;` and the like: an object with a call operator of its own.
    const auto wraps = [&](const CallFact& call) {
      const ArgumentFact* first = argument(call, 0);
      return (call.flags & kCallConstructs) != 0 && call.line >= bodies_.calls[place.call].line && first != nullptr &&
             first->callable != 0;
    };
    const CallFact* wrapper = earlier_call(place, wraps);
    return wrapper == nullptr ? 0 : argument(*wrapper, 0)->callable;
  }

  std::string path_of(const Registration& registration, const ArgumentFact* path, const CallPlace& place) const {
    if (!registration.path_calls.empty()) {
      const CallFact* chain = earlier_call_of(place, registration.path_calls);
      path = chain == nullptr ? nullptr : argument(*chain, 0);
      if (path == nullptr) return "{?}";
    } else if (registration.path == kNoArgument) {
      return "";
    }
    if (path != nullptr && path->is_literal == 1) return std::string(bodies_.texts[path->literal]);
    const auto concatenates = [&](const CallFact& call) { return name_of(call.callee) == "std::operator+"; };
    const CallFact* sum = earlier_call(place, concatenates);
    if (sum == nullptr) return "{?}";
    const auto part = [&](int number) {
      const ArgumentFact* piece = argument(*sum, number);
      return piece != nullptr && piece->is_literal == 1 ? std::string(bodies_.texts[piece->literal]) : "{?}";
    };
    return part(0) + part(1);
  }

  std::string method_of(const Registration& registration, const CallPlace& place) const {
    if (!registration.method_name.empty()) return registration.method_name;
    const CallFact& call = bodies_.calls[place.call];
    const ArgumentFact* method = argument(call, registration.method);
    if (method != nullptr && method->is_literal == 1) return std::string(bodies_.texts[method->literal]);
    if (method != nullptr && method->place.root == Root::static_) {  // web::http::methods::GET
      const std::string_view name = name_of(method->place.symbol);
      return std::string(name.substr(name.rfind(':') + 1));
    }
    return "ANY";
  }

  // Member functions that override one of the models' bases; the method is in its name, if anywhere.
  void find_overrides() {
    for (const Symbol& symbol : program_.symbols()) {
      const HandlerBase* base =
          symbol.kind == SymbolKind::method ? models_.handler_bases.find(symbol.name) : nullptr;
      if (base == nullptr) continue;
      for (const SymbolId overrider : calls_.overrides_of(symbol.id)) {
        const SymbolIndex index = program_.find_symbol(overrider);
        if (index == kNone || calls_.find(overrider) == kNone) continue;
        Route route;
        route.framework = base->framework;
        route.method = "ANY";
        route.handler = overrider;
        route.where = program_.symbols()[index].defined;
        routes_.push_back(std::move(route));
      }
    }
  }

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  const Models& models_;
  std::map<SymbolId, std::vector<CallPlace>> places_of_;  // by callee
  std::map<SymbolId, Registration> open_, done_;
  std::vector<Route> routes_;
};

}  // namespace

std::vector<Route> find_routes(const Program& program, const CallGraph& calls, const Models& models) {
  return RouteFinder(program, calls, models).find();
}

std::string handler_name(const Program& program, SymbolId handler) {
  const SymbolIndex index = program.find_symbol(handler);
  if (index == kNone) return "unknown";
  return std::string(program.symbols()[index].name);
}

}  // namespace loadline
