// A command is a value: a name, a summary, how it declares its flags, and what it does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace loadline {

class Arguments;

struct Command {
  std::string_view name;
  std::string_view summary;
  // Declares the flags in `arguments` and returns what to run once argv is parsed: a function that yields the exit code.
  std::function<int()> (*declare)(Arguments& arguments);
};

std::span<const Command* const> all_commands();

// Fixed: users and CI scripts rely on them.
enum ExitCode : int { kClean = 0, kFindings = 1, kUsageError = 2, kIncomplete = 3 };

}  // namespace loadline
