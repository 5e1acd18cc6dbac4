// Looks every callee and every variable that is passed along up in the models.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/api_uses.h"

#include <algorithm>
#include <unordered_map>

#include "analyzers/qualified_name.h"
#include "analyzers/services/identifier_words.h"

namespace loadline {
namespace {

constexpr int kUnknown = -100;
using Arguments = std::array<int, kRoles>;  // by role: the argument that the model names; kUnknown: not that role

class RoleFinder {
 public:
  RoleFinder(const Program& program, const Models& models) : program_(program), models_(models) {}

  // nullptr for what plays no role.
  const Arguments* roles_of(SymbolId id) {
    if (id == 0) return nullptr;
    const auto [known, is_new] = known_.try_emplace(id);
    if (is_new) known->second = find(id);
    return known->second.plays_any ? &known->second.arguments : nullptr;
  }

 private:
  struct Roles {
    Arguments arguments{};
    bool plays_any = false;
  };

  Roles find(SymbolId id) const {
    Roles roles;
    roles.arguments.fill(kUnknown);
    const SymbolIndex index = program_.find_symbol(id);
    if (index == kNone) return roles;
    const Symbol& symbol = program_.symbols()[index];
    for (std::size_t role = 0; role < kRoles; ++role) {
      const Api* api = models_.apis.find(static_cast<Role>(role), symbol.name);
      if (api != nullptr) roles.arguments[role] = api->argument;
    }
    add_own(symbol, roles.arguments);
    roles.plays_any = std::any_of(roles.arguments.begin(), roles.arguments.end(), [](int a) { return a != kUnknown; });
    return roles;
  }

  // A project's own logger and its like, by name.
  void add_own(const Symbol& symbol, Arguments& arguments) const {
    const bool is_own = symbol.declared.known() && !symbol.name.starts_with("std::") &&
                        program_.files()[symbol.declared.file].origin == Origin::project;
    const bool is_function = symbol.kind == SymbolKind::function || symbol.kind == SymbolKind::method ||
                             symbol.kind == SymbolKind::constructor;
    if (!is_own || !is_function) return;
    std::string_view name = symbol.name;
    const std::string_view last = last_name(name);
    const std::string_view owner = symbol.kind == SymbolKind::function || last.size() + 2 > name.size()
                                       ? std::string_view()
                                       : last_name(name.substr(0, name.size() - last.size() - 2));
    const auto says = [&](std::initializer_list<std::string_view> words) {
      return has_word(last, words) || has_word(owner, words);
    };
    const auto play = [&](Role role) { arguments[static_cast<std::size_t>(role)] = kNoArgument; };
    if (says({"log", "logger", "logging", "logf"})) play(Role::logging);
    if (says({"metrics", "metric", "statsd"})) play(Role::metrics);
    if (says({"tracer", "tracing", "span"}) && !owner.empty()) play(Role::tracing);
  }

  const Program& program_;
  const Models& models_;
  std::unordered_map<SymbolId, Roles> known_;
};

}  // namespace

ApiUses::ApiUses(const Program& program, const Models& models) {
  const Bodies& bodies = program.bodies();
  RoleFinder finder(program, models);
  const auto take = [&](SymbolId id, std::uint32_t function, std::uint32_t call) {
    const Arguments* roles = finder.roles_of(id);
    if (roles == nullptr) return;
    const Location where{bodies.calls[call].file, bodies.calls[call].line};
    for (std::size_t role = 0; role < kRoles; ++role) {
      if ((*roles)[role] == kUnknown) continue;
      uses_[role].push_back({where, function, call, program.find_symbol(id), (*roles)[role]});
    }
  };
  for (std::uint32_t function = 0; function < bodies.functions.size(); ++function) {
    const FunctionFact& body = bodies.functions[function];
    for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
      const CallFact& call = bodies.calls[at];
      take(call.callee, function, at);
      if (call.object.root == Root::static_) take(call.object.symbol, function, at);
      for (const ArgumentFact& argument : bodies.arguments_of(call)) {
        if (argument.place.root == Root::static_) take(argument.place.symbol, function, at);
      }
    }
  }
}

}  // namespace loadline
