// How a build links: which objects and libraries make which library or program, from what CMake, Meson and Ninja write.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

struct LinkStep {
  std::string output;               // absolute
  std::vector<std::string> inputs;  // absolute; objects and libraries
};

// The link steps of `build.ninja` in `build`, or of the link.txt files of a Makefile build made by CMake. Sorted by output. Empty
// when there are none. Never throws for bad input.
std::vector<LinkStep> read_link_steps(const std::filesystem::path& build);

}  // namespace loadline
