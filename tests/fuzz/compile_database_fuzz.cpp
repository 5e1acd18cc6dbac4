// compile_commands.json from anybody: read, or refused with a message.
// SPDX-License-Identifier: Apache-2.0
#include <sys/mman.h>
#include <unistd.h>
#include <cstdint>
#include <string>

#include "analyzers/frontend/commands/compile_database.h"
#include "analyzers/words/user_error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = memfd_create("compile_commands.json", 0);
  if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size)) return 0;
  try {
    loadline::frontend::read_compile_database("/proc/self/fd/" + std::to_string(file));
  } catch (const loadline::UserError&) {
  }
  close(file);
  return 0;
}
