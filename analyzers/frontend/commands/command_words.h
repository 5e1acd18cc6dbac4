// Splits the command of a database entry into words, as the shell of the machine that wrote it would.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loadline::frontend {

// As a POSIX shell does, without expanding anything, with the marks between steps as words of their own; as Windows does when
// the compiler is named as only Windows names one.
std::vector<std::string> split_command(const std::string& command);

// As Windows does, whatever the compiler is called.
std::vector<std::string> split_windows_command(const std::string& command);

// Whether the program of a command is named as only Windows names one: a drive letter, ".exe", "cl".
bool is_windows_command(std::string_view command);

// "C:/work" or "C:\\work": absolute, and on no machine but one with Windows.
bool is_windows_path(std::string_view path);

// A path as Windows writes it: nothing else has backslashes in the names of folders.
std::string with_slashes(std::string path);

}  // namespace loadline::frontend
