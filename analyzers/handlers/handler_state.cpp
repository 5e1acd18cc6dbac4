// Which effects of a handler are state, and of what kind.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/handlers/handler_state.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "analyzers/calls/library_calls.h"
#include "analyzers/routes/route_branches.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

// By the words of the class's name.
bool is_own_infrastructure(const Libraries& libraries, std::string_view name) {
  const std::vector<std::string> words = words_in(last_name(name));
  if (words.empty()) return false;
  const auto has_one_of = [&](const std::vector<std::string>& wanted) {
    return std::find_first_of(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
  };
  return std::any_of(libraries.own_infrastructure.begin(), libraries.own_infrastructure.end(),
                     [&](const OwnInfrastructure& own) {
                       return std::find(own.last.begin(), own.last.end(), words.back()) != own.last.end() &&
                              (own.with.empty() || has_one_of(own.with)) && !has_one_of(own.without);
                     });
}

bool mentions(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string::npos; });
}

class StateFinder {
 public:
  StateFinder(const Program& program, const CallGraph& calls, const Effects& effects, const Libraries& libraries)
      : program_(program), calls_(calls), effects_(effects), libraries_(libraries), library_(program, libraries) {
    name_captures();
    find_workers();
  }

  // The state of one route, by name.
  std::map<std::string, HandlerState> of(const Route& route, const RouteBranches& branches) const {
    std::map<std::string, HandlerState> found;
    const Node node = calls_.find(route.entry());
    if (node == kNone) return found;
    for (const Effect& effect : effects_.of(node)) {
      if (!is_state(route, effect)) continue;
      if (!branches.runs(route, effect)) continue;
      HandlerState state = describe(route, node, effect);
      const auto [known, is_new] = found.try_emplace(state.name, state);
      const auto rank = [](const HandlerState& s) { return std::tuple(s.guard, s.deferred, s.path.size()); };
      if (!is_new && rank(state) < rank(known->second)) known->second = std::move(state);
    }
    add_work_of_threads(route, node, found);
    return found;
  }

 private:
  // A thread of the program that takes out of containers what others have put there.
  struct Worker {
    Node node = kNone;
    std::set<SymbolId> takes_from;  // fields and variables
  };

  void find_workers() {
    std::set<Node> seen;
    for (Node node = 0; node < calls_.size(); ++node) {
      for (const CallEdge& edge : calls_.edges_from(node)) {
        if (edge.how != CallHow::deferred || !seen.insert(edge.to).second) continue;
        Worker worker{edge.to, {}};
        for (const Effect& effect : effects_.of(edge.to)) {
          const SymbolId variable = told_variable(effect);
          if (variable == 0) continue;
          const Symbol* slot = effect.root == Root::static_ ? program_.symbol(effect.symbol) : nullptr;
          if (slot != nullptr && slot->kind == SymbolKind::field) worker.takes_from.insert(slot->id);
          const SymbolId callee = effects_.path(edge.to, effect).back().callee;
          if (takes_out(last_name(program_.name_of(callee)))) worker.takes_from.insert(variable);
        }
        if (!worker.takes_from.empty()) workers_.push_back(std::move(worker));
      }
    }
  }

  static bool takes_out(std::string_view function) {
    constexpr std::array<std::string_view, 9> kNames = {"pop",   "pop_front", "pop_back", "erase",  "extract",
                                                        "clear", "swap",      "try_pop",  "dequeue"};
    return std::find(kNames.begin(), kNames.end(), function) != kNames.end();
  }

  // What a thread does with what the handler puts into its queue is done for the handler.
  void add_work_of_threads(const Route& route, Node handler, std::map<std::string, HandlerState>& found) const {
    std::vector<HandlerState> more;
    for (const Worker& worker : workers_) {
      const std::optional<std::vector<EffectStep>> way = way_to(worker, handler, found);
      if (!way) continue;
      for (const Effect& effect : effects_.of(worker.node)) {
        if (effect.root == Root::parameter || !is_state(route, effect)) continue;
        HandlerState state = describe(route, worker.node, effect);
        state.deferred = true;
        state.path.insert(state.path.begin(), way->begin(), way->end());
        more.push_back(std::move(state));
      }
    }
    for (HandlerState& state : more) {
      std::string name = state.name;
      found.try_emplace(std::move(name), std::move(state));
    }
  }

  // How the handler puts something where the worker takes it from.
  std::optional<std::vector<EffectStep>> way_to(const Worker& worker, Node handler,
                                                const std::map<std::string, HandlerState>& found) const {
    for (const auto& [name, state] : found) {
      if (worker.takes_from.contains(state.variable)) return state.path;
    }
    for (const Effect& effect : effects_.of(handler)) {
      if (is_handed_over(effect) && worker.takes_from.contains(effect.symbol)) return effects_.path(handler, effect);
    }
    return std::nullopt;
  }

  // "main::seen": the function that a captured variable is a local of, and its name.
  void name_captures() {
    const Bodies& bodies = program_.bodies();
    for (const FunctionFact& function : bodies.functions) {
      for (const CaptureFact& capture : bodies.captures_of(function)) {
        if (capture.name == 0) continue;
        const Symbol* holder = program_.symbol(capture.within);
        while (holder != nullptr && holder->kind == SymbolKind::lambda && holder->parent != kNone) {
          holder = &program_.symbols()[holder->parent];
        }
        std::string name(bodies.texts[capture.name]);
        if (holder != nullptr) name = std::string(holder->name) + "::" + name;
        captured_.try_emplace(capture.variable, std::move(name));
      }
    }
  }

  // What the program reaches through a field, as opposed to the field itself.
  bool leads_to_infrastructure(SymbolId id) const {
    const Symbol* variable = program_.symbol(id);
    if (variable == nullptr) return false;
    return variable->has(kMutexType) ||
           (variable->type != kNone && (library_.is_infrastructure(variable->type) || is_own(variable->type)));
  }

  bool is_infrastructure(SymbolId id) const {
    const SymbolIndex index = program_.find_symbol(id);
    if (index == kNone) return false;
    return library_.is_infrastructure(index) || is_own(program_.symbols()[index].parent) || leads_to_infrastructure(id);
  }

  // A lock, a logger, a pool that the project wrote itself, or a class inside one.
  bool is_own(SymbolIndex holder) const {
    for (; holder != kNone; holder = program_.symbols()[holder].parent) {
      const Symbol& scope = program_.symbols()[holder];
      if (scope.is_class() && is_own_infrastructure(libraries_, scope.name)) return true;
    }
    return false;
  }

  bool is_state(const Route& route, const Effect& effect) const {
    // Parameters are the request and the response, but for the one that was given with the registration.
    if (effect.root == Root::parameter && static_cast<int>(effect.index) != route.closure_parameter) return false;
    if (is_handed_over(effect)) return false;
    if (effect.root == Root::this_ && route.lifetime != HandlerLifetime::process && !is_shared(effect)) return false;
    return !is_infrastructure(effect.symbol) && !leads_to_infrastructure(effect.path.first()) &&
           !is_infrastructure(effect.path.last());
  }

  // A pointer given to a library as a void*: no state itself, but what gets it back works on the same object.
  bool is_handed_over(const Effect& effect) const {
    const Symbol* slot = effect.root == Root::static_ ? program_.symbol(effect.symbol) : nullptr;
    return slot != nullptr && slot->kind == SymbolKind::field && told_variable(effect) == effect.symbol;
  }

  // A short-lived handler may lead to an object that lives on: by a reference or pointer that it was given.
  bool is_shared(const Effect& effect) const { return leads_to_other_object(program_, effect.path); }

  // The field that is written, but no part of a library's class: `std::pair::second` tells a reader nothing. Neither does the
  // inside of a class template, which is a container as a rule: `App::users_` does, not `FlatMap::slots_`.
  SymbolId told_variable(const Effect& effect) const {
    const auto fields = effect.path.fields();
    SymbolId told = 0;
    for (const SymbolId id : fields) {
      const Symbol* field = program_.symbol(id);
      if (field == nullptr || !is_project(*field)) continue;
      if (told == 0 || !is_in_template(*field) || is_in_template(*program_.symbol(told))) told = id;
    }
    if (told != 0) return told;
    return effect.root == Root::static_ || effect.root == Root::capture ? effect.symbol : 0;
  }

  bool is_inside_container(const Effect& effect) const {
    const Symbol* last = program_.symbol(effect.path.last());
    return last != nullptr && told_variable(effect) != last->id && is_in_template(*last);
  }

  bool is_in_template(const Symbol& member) const {
    for (SymbolIndex holder = member.parent; holder != kNone; holder = program_.symbols()[holder].parent) {
      if (program_.symbols()[holder].has(kTemplate)) return true;
    }
    return false;
  }

  bool is_project(const Symbol& variable) const {
    if (!variable.declared.known()) return true;
    const File& file = program_.files()[variable.declared.file];
    return file.origin == Origin::project && !file.is_third_party;
  }

  std::string name_of_state(const Route& route, const Effect& effect) const {
    if (const Symbol* variable = program_.symbol(told_variable(effect))) return std::string(variable->name);
    if (effect.root == Root::static_) return "a static variable";
    const Symbol* handler = program_.symbol(route.handler);
    if (effect.root == Root::capture) {
      const auto name = captured_.find(effect.symbol);
      const std::string holder = handler_name(program_, route.registrar);
      return name == captured_.end() ? "a variable captured in " + holder : name->second;
    }
    const SymbolIndex parent = handler == nullptr ? kNone : handler->parent;
    return parent == kNone ? "the handler object" : "object of " + std::string(program_.symbols()[parent].name);
  }

  // The static or captured variable, or the handler's own member, through which a member is reached.
  std::string holder_of(const Effect& effect, const Symbol* variable) const {
    if (variable == nullptr || variable->kind != SymbolKind::field) return {};
    if (effect.root == Root::capture) {
      const auto name = captured_.find(effect.symbol);
      return name == captured_.end() ? std::string() : name->second;
    }
    const Symbol* holder = program_.symbol(effect.root == Root::static_ ? effect.symbol : effect.path.first());
    return holder == nullptr || holder == variable || !is_project(*holder) ? std::string() : std::string(holder->name);
  }

  HandlerState describe(const Route& route, Node node, const Effect& effect) const {
    HandlerState state;
    state.name = name_of_state(route, effect);
    state.variable = told_variable(effect);
    state.deferred = effect.deferred;
    state.guard = effect.guarded ? StateGuard::lock : StateGuard::none;
    const Symbol* variable = program_.symbol(state.variable);
    state.holder = holder_of(effect, variable);
    if (variable != nullptr && is_concurrent(*variable)) state.guard = StateGuard::lock;
    if (variable != nullptr && variable->has(kAtomic)) state.guard = StateGuard::atomic;
    const Symbol* root = program_.symbol(effect.symbol);
    if (root != nullptr && root->has(kThreadLocal)) state.guard = StateGuard::thread_local_;
    state.kind = kind_of(effect, variable, state.guard);
    state.path = effects_.path(node, effect);
    if (is_inside_container(effect)) cut_at_container(state.path);
    return state;
  }

  // What goes on inside a container is told like the call of a library: it changes the container.
  void cut_at_container(std::vector<EffectStep>& path) const {
    const auto enters = std::find_if(path.begin(), path.end(), [&](const EffectStep& step) {
      const Symbol* callee = program_.symbol(step.callee);
      return callee != nullptr && is_in_template(*callee);
    });
    if (enters != path.end()) path.erase(enters + 1, path.end());
  }

  // A container that locks itself.
  bool is_concurrent(const Symbol& variable) const {
    if (variable.type == kNone) return false;
    const std::string_view type = program_.symbols()[variable.type].name;
    return libraries_.concurrent.find(type) != nullptr || libraries_.concurrent.find(last_name(type)) != nullptr;
  }

  StateKind kind_of(const Effect& effect, const Symbol* variable, StateGuard guard) const {
    if (guard == StateGuard::thread_local_) return StateKind::per_thread;
    if (variable != nullptr) {
      const std::string name =
          lower(variable->name.substr(std::min(variable->name.size(), variable->name.rfind(':') + 1)));
      // As written, and what an alias stands for.
      std::string type = lower(variable->signature);
      if (variable->type != kNone) type += ' ' + lower(program_.symbols()[variable->type].name) + '<';
      const bool is_map = mentions(type, {"map<"});
      if (is_map || mentions(name, {"session", "cache", "token", "cookie"})) return StateKind::session_or_cache;
      if (mentions(type, {"vector<", "list<", "deque<", "set<", "queue<"})) return StateKind::container;
      if (mentions(name, {"config", "setting", "option"})) return StateKind::configuration;
      if (mentions(type, {"atomic<bool>", "atomic_bool", "atomic_flag"}) || type == "bool") return StateKind::flag;
      if (variable->has(kAtomic) || effect.how == WriteHow::increment || effect.how == WriteHow::compound) {
        return StateKind::counter;
      }
      if (variable->has(kFunctionLocal)) return StateKind::function_static;
    }
    const bool is_field = variable != nullptr && variable->kind == SymbolKind::field;
    if (effect.root == Root::capture && !is_field) return StateKind::captured;
    return effect.path.size != 0 || effect.root == Root::this_ ? StateKind::member : StateKind::global;
  }

  const Program& program_;
  const CallGraph& calls_;
  const Effects& effects_;
  const Libraries& libraries_;
  LibraryCalls library_;
  std::unordered_map<SymbolId, std::string> captured_;  // names of captured variables
  std::vector<Worker> workers_;
};

}  // namespace

std::string_view name_of(StateKind kind) {
  switch (kind) {
    case StateKind::session_or_cache: return "session or cache container";
    case StateKind::counter: return "counter";
    case StateKind::configuration: return "configuration";
    case StateKind::container: return "container";
    case StateKind::global: return "global variable";
    case StateKind::function_static: return "function-static variable";
    case StateKind::member: return "object member";
    case StateKind::captured: return "captured variable";
    case StateKind::per_thread: return "variable of a thread";
    case StateKind::flag: return "flag";
  }
  return {};
}

std::string_view name_of(StateGuard guard) {
  switch (guard) {
    case StateGuard::none: return "none";
    case StateGuard::lock: return "lock";
    case StateGuard::atomic: return "atomic";
    case StateGuard::thread_local_: return "thread_local";
  }
  return {};
}

std::vector<HandlerState> find_handler_state(const Program& program, const CallGraph& calls, const Effects& effects,
                                             const std::vector<Route>& routes, const RouteBranches& branches,
                                             const Libraries& libraries) {
  const StateFinder finder(program, calls, effects, libraries);
  std::vector<HandlerState> all;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    for (auto& [name, state] : finder.of(routes[number], branches)) {
      state.route = number;
      all.push_back(std::move(state));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const HandlerState& a, const HandlerState& b) { return a.name < b.name; });
  return all;
}

}  // namespace loadline
