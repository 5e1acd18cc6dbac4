// From argv to the command that runs. The only place that knows how CLI11 reports its errors.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace loadline {

// Parses argv, runs the command and returns the exit code. Throws UserError for a mistake in argv.
int run_command_line(int argc, char** argv);

}  // namespace loadline
