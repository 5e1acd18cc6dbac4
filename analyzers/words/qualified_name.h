// The parts of a qualified name.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// "push" of "app::Queue::push". Views into the argument, as the next.
std::string_view last_name(std::string_view qualified_name);

// "app::Queue" of "app::Queue::push"; "" for a name without qualifiers.
std::string_view without_last(std::string_view qualified_name);

// "shop.v1.Cart" of "shop::v1::Cart".
std::string dotted_name(std::string_view qualified_name);

// Of an operator that is a function: "app::operator==", but not "app::operators".
bool is_operator(std::string_view qualified_name);

}  // namespace loadline
