// loadline version: the versions that decide what a run says.
// SPDX-License-Identifier: Apache-2.0

#include <fmt/core.h>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/extraction.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

std::function<int()> declare(Arguments&) {
  return [] {
    write_output("", [](std::ostream& out) { out << version_line() << '\n'; });
    return kClean;
  };
}

}  // namespace

std::string program_version() { return LOADLINE_VERSION; }

std::string version_line() {
  return fmt::format("loadline {} ({}, facts {})", program_version(), clang_version(), kFactsVersion);
}

const Command version_command{"version", "Print the versions of loadline, Clang and the facts format", declare};

}  // namespace loadline
