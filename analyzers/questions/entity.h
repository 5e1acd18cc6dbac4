// What a user means by a name: a module, a file or a symbol.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

enum class EntityKind : std::uint8_t { module, file, symbol };

struct Entity {
  EntityKind kind = EntityKind::module;
  std::string name;
  // Module, file or symbol numbers, sorted: a module with those nested in it, a file alone, the symbols of that name
  // (overloads) with their members.
  std::vector<std::uint32_t> members;
};

// An exact name first (module, then project file, then symbol), else the one entity whose name ends with ".name", "/name" or
// "::name". Throws UserError for a name that means nothing (with near matches as a hint) or several things (listing them).
Entity find_entity(const Analyses& analyses, std::string_view name);

}  // namespace loadline
