// From the command of a database entry to the call of the compiler inside it: without shell and launchers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/frontend/commands/compile_database.h"
#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

struct CompilerCall {
  std::string directory;                // absolute: where the compiler starts
  std::vector<std::string> arguments;   // the compiler first
  std::vector<ArgumentChange> changes;  // what was taken off; `commands` is not set
  bool compiles = true;                 // false for steps that link, archive or look at sources
};

// Whether a program is a compiler of C or C++ by its name: "g++", "arm-none-eabi-gcc-12", "clang-cl.exe".
bool is_compiler(std::string_view program);

// Nothing is run. `ninja -t compdb` lists all steps of a build, most of them in a shell: ": && ar qc lib.a a.o && :".
CompilerCall compiler_call(const DatabaseEntry& entry);

}  // namespace loadline::frontend
