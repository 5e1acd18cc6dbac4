// Splits the command of a database entry into words, as the shell of the machine that wrote it would.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::frontend {

// As a POSIX shell does, without expanding anything; as Windows does when the compiler is named as only Windows names one
// (a drive letter, ".exe", "cl").
std::vector<std::string> split_command(const std::string& command);

}  // namespace loadline::frontend
