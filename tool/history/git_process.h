// Runs git for its output.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

struct GitAnswer {
  int exit_code = -1;  // -1: git could not be run, or was killed
  std::string out, err;
};

// `git -C folder …` with `input` on stdin, and with everything off that would run other programs, ask the user, take
// locks or use a network. `output_file`: where stdout goes instead of GitAnswer::out, if given. Blocks.
GitAnswer run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                  const std::string& input = "", const std::filesystem::path& output_file = {});

}  // namespace loadline
