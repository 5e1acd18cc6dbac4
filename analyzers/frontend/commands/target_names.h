// The machine that a command compiles for, from --target or from the compiler's name.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::frontend {

// "arm-none-eabi" of `arm-none-eabi-g++` or of --target=arm-none-eabi; "" when the command says nothing.
std::string target_of(const std::vector<std::string>& arguments);

// Whether this Clang can read code for `target`.
bool is_known_target(const std::string& target);

// Whether `target` is another machine than this one, so that its compiler has headers of its own.
bool is_foreign_target(const std::string& target);

// The command for a target that Clang knows: which code that depends on the target hardly notices. With the headers of its compiler
// (`has_own_headers`) it is read for a processor of the same width, otherwise for this machine, whose headers are there.
std::vector<std::string> for_known_target(const std::vector<std::string>& arguments, bool has_own_headers);

}  // namespace loadline::frontend
