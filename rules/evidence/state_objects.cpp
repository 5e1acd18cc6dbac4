// Puts the members of a class together where they are many.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/state_objects.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

// The class that the variable is a member of, or nothing.
std::string_view class_of(const Program& program, const HandlerState& state) {
  const Symbol* variable = program.symbol(state.variable);
  if (variable == nullptr || variable->kind != SymbolKind::field || variable->parent == kNone) return {};
  return program.symbols()[variable->parent].name;
}

}  // namespace

std::string StateObject::text() const {
  const std::string in = first().holder.empty() ? "" : fmt::format(" in `{}`", first().holder);
  const std::string variable = '`' + first().name + '`';
  if (members.size() == 1) return variable + in;
  return fmt::format("{} and {} of `{}`{}", variable, counted(members.size() - 1, "other member"), name, in);
}

std::vector<StateUses> states_by_name(const Analyses& analyses, const RuleEntry& entry) {
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  std::vector<StateUses> states;
  for (const HandlerState& state : analyses.handler_states()) {
    if (any_matches(ignored, state.name)) continue;
    if (states.empty() || states.back().front()->name != state.name) states.emplace_back();
    states.back().push_back(&state);
  }
  for (StateUses& uses : states) {
    std::stable_sort(uses.begin(), uses.end(),
                     [](const HandlerState* a, const HandlerState* b) { return a->path.size() < b->path.size(); });
  }
  return states;
}

std::vector<StateObject> state_objects(const Program& program, std::vector<StateUses> states) {
  using Key = std::pair<std::string_view, StateKind>;
  const auto key_of = [&](const StateUses& uses) { return Key(class_of(program, *uses.front()), uses.front()->kind); };
  std::map<Key, std::size_t> members;
  for (const StateUses& uses : states) ++members[key_of(uses)];

  std::vector<StateObject> objects;
  std::map<Key, std::size_t> together;  // into objects
  for (StateUses& uses : states) {
    const Key key = key_of(uses);
    if (key.first.empty() || members[key] <= kListedMembers) {
      std::string name = uses.front()->name;
      objects.push_back({std::move(name), {std::move(uses)}});
      continue;
    }
    const auto [known, is_new] = together.try_emplace(key, objects.size());
    if (is_new) objects.push_back({std::string(key.first), {}});
    objects[known->second].members.push_back(std::move(uses));
  }
  return objects;
}

Finding finding_about(const Analyses& analyses, const RuleEntry& entry, const StateObject& object) {
  const Program& program = analyses.program();
  const HandlerState& first = object.first();
  Finding finding;
  finding.severity = entry.severity;
  finding.from = object.name;
  finding.kind = name_of(first.kind);
  finding.where = place_of(program, first.path.back().where);
  finding.trail = steps_from(program, analyses.routes()[first.route], first.path, "changes `" + first.name + '`');
  for (std::size_t at = 1; at < object.members.size(); ++at) {
    const HandlerState& state = *object.members[at].front();
    add_steps(program, {state.path.back()}, fmt::format("changes `{}`", state.name), finding.trail);
  }
  return finding;
}

}  // namespace loadline
