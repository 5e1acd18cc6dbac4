// What a function of a library does to values; of the program's own functions the bodies tell.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "analyzers/libraries/libraries.h"

namespace loadline {

enum class ValueRole : std::uint8_t {
  none,
  same_text,     // a copy, view or conversion of a text
  joins,         // its arguments, one after the other
  formats,       // argument 0 with the others put into its fields
  binds,         // a callable, argument 0
  inserts,       // an element into a container
  inserts_pair,  // a key and a value
  subscript,
  assigns,
};

// By the qualified name.
ValueRole value_role(std::string_view name, const Libraries& libraries);

}  // namespace loadline
