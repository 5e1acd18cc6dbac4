// Runs the built program as a process.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::test {

struct Run {
  int exit_code = -1;  // -1: it was killed by a signal
  std::string out;
  std::string err;
};

// stdout goes to `stdout_file` instead of Run::out when that is given.
Run run_program(const std::vector<std::string>& arguments, const std::string& stdout_file = "");

// Runs it in `folder`, as if the user were there.
Run run_program_in(const std::string& folder, const std::vector<std::string>& arguments);

// stdout is a pipe that nobody reads any more.
Run run_program_into_closed_pipe(const std::vector<std::string>& arguments);

}  // namespace loadline::test
