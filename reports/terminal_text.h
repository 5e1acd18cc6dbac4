// Text for a terminal or a log: nothing in it can move the cursor, change colours or start a new line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// Control characters, characters that reverse the direction of writing, what Unicode keeps out of texts (U+FFFE), and
// bytes that are not UTF-8 become "\x1b" and the like. So do the beginnings of what CI systems obey in a log: a leading
// "::" and any "##[". Everything else stays as it is. Names in the analysed code are untrusted.
std::string terminal_text(std::string_view text);

}  // namespace loadline
