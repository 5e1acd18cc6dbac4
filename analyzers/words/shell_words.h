// Splits a command as a POSIX shell does.
// SPDX-License-Identifier: Apache-2.0
//
// Not wordexp(), which expands variables and runs commands: what is split here is untrusted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// Quotes and backslashes are resolved; nothing is expanded. A quote that does not end reaches to the end.
std::vector<std::string> split_shell_words(std::string_view command);

// The same, with what separates the steps of a command, `;`, `&&`, `||`, `(` and `)`, as words of their own even where no
// blank is around them.
std::vector<std::string> split_shell_command(std::string_view command);

}  // namespace loadline
