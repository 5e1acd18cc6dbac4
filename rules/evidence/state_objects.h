// What findings about state are about: a variable, or many members of one class, which are one object to the reader.
// SPDX-License-Identifier: Apache-2.0
//
//   params.offset = …; params.length = …; params.language = …; params.prompt = …      one finding about `Params`
//   store.sessions_[id] = …; ++store.hits_;                                           one about each
#pragma once

#include <string>
#include <vector>

#include "analyzers/handlers/handler_state.h"
#include "rules/engine/rule.h"

namespace loadline {

// One variable, with the handlers that change it, the most direct way first. Never empty.
using StateUses = std::vector<const HandlerState*>;

struct StateObject {
  std::string name;                // of the variable, or of the class
  std::vector<StateUses> members;  // by name; one, or more than kListedMembers of the same class and kind

  const HandlerState& first() const { return *members.front().front(); }
  // "`app::Params::length`"; "`app::Params::length` and 5 other members of `app::Params`"; with " in `app::params`", the
  // variable that leads to them.
  std::string text() const;
};

// Up to this many members of a class are listed one by one: each may need another place to live in. The number is our own
// choice.
inline constexpr std::size_t kListedMembers = 3;

// The state that no pattern of `except` names, by its name.
std::vector<StateUses> states_by_name(const Analyses& analyses, const RuleEntry& entry);

std::vector<StateObject> state_objects(const Program& program, std::vector<StateUses> states);

// A finding at the first change, without words. Its trail is the way from the first handler to the first member, then where
// each other member is changed.
Finding finding_about(const Analyses& analyses, const RuleEntry& entry, const StateObject& object);

}  // namespace loadline
