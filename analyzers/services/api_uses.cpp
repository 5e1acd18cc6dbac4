// Looks up every callee and every variable that is passed on in the models.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/api_uses.h"

#include <algorithm>
#include <unordered_map>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

// Few of the many symbols play a role: one byte for each says which do.
class RoleFinder {
 public:
  RoleFinder(const Program& program, const Libraries& libraries)
      : program_(program), libraries_(libraries), known_(program.symbols().size(), Known::nothing) {}

  // nullptr for what plays no role.
  const RolesOfName* roles_of(SymbolIndex symbol) {
    if (known_[symbol] == Known::nothing) {
      const RolesOfName roles = find(program_.symbols()[symbol]);
      const bool plays_any = std::any_of(roles.begin(), roles.end(), [](const Api* api) { return api != nullptr; });
      known_[symbol] = plays_any ? Known::roles : Known::no_role;
      if (plays_any) roles_.emplace(symbol, roles);
    }
    return known_[symbol] == Known::roles ? &roles_.at(symbol) : nullptr;
  }

 private:
  enum class Known : std::uint8_t { nothing, no_role, roles };

  RolesOfName find(const Symbol& symbol) const {
    RolesOfName roles = libraries_.apis.roles_of(symbol.name);
    add_own(symbol, roles);
    return roles;
  }

  // A project's own logger and the like, by name.
  void add_own(const Symbol& symbol, RolesOfName& roles) const {
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
    static constexpr Api kOwn;
    const auto play = [&](Role role) { roles[static_cast<std::size_t>(role)] = &kOwn; };
    if (says({"log", "logger", "logging", "logf"})) play(Role::logging);
    if (says({"metrics", "metric", "statsd"})) play(Role::metrics);
    if (says({"tracer", "tracing", "span"}) && !owner.empty()) play(Role::tracing);
  }

  const Program& program_;
  const Libraries& libraries_;
  std::vector<Known> known_;  // by symbol number
  std::unordered_map<SymbolIndex, RolesOfName> roles_;
};

}  // namespace

ApiUses::ApiUses(const Program& program, const Libraries& libraries) {
  const Bodies& bodies = program.bodies();
  RoleFinder finder(program, libraries);
  const auto take = [&](SymbolId id, std::uint32_t function, std::uint32_t call) {
    const SymbolIndex symbol = id == 0 ? kNone : program.find_symbol(id);
    const RolesOfName* roles = symbol == kNone ? nullptr : finder.roles_of(symbol);
    if (roles == nullptr) return;
    const Location where{bodies.calls[call].file, bodies.calls[call].line};
    for (std::size_t role = 0; role < kRoles; ++role) {
      if ((*roles)[role] == nullptr) continue;
      uses_[role].push_back({where, function, call, symbol, (*roles)[role]->argument});
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
