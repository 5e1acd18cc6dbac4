// What a shell would run for the command of a database entry: its steps, each with its folder and its variables.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loadline::frontend {

struct ShellStep {
  std::string directory;                                       // absolute
  std::vector<std::string> words;                              // the program first, or assignments before it
  std::vector<std::pair<std::string, std::string>> variables;  // that steps before it export
};

// The steps between `;`, `&&`, `||` and parentheses, in order. `cd` and `export` are not among them, since they are heeded, nor
// is `:`. A script that a shell is given (`sh -c '…'`, `cmd /C "…"`) stands for its own steps. Nothing is run or expanded.
std::vector<ShellStep> shell_steps(const std::vector<std::string>& words, const std::string& directory);

// The name of a program without its folder and ".exe".
std::string_view program_name(std::string_view program);

// "NAME=value", as before a command or after `env`.
bool is_assignment(std::string_view word);

}  // namespace loadline::frontend
