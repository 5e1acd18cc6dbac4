// What the program knows about terminals: whether there is one, how wide it is, and whether it shows colours.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace loadline {

bool is_terminal(int descriptor);

// Columns of the terminal behind `descriptor`; 80 when it does not say.
std::size_t terminal_width(int descriptor);

// --color: `automatic` means on a terminal, unless the environment sets NO_COLOR or TERM=dumb.
enum class ColorMode { automatic, always, never };
bool use_color(ColorMode mode, int descriptor);

// At most `width` characters of `text`; the middle is replaced by "…" when it is longer.
std::string elided(const std::string& text, std::size_t width);

}  // namespace loadline
