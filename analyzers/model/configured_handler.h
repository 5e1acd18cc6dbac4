// A handler that a configuration file gives a path to. Plain data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace loadline {

struct ConfiguredHandler {
  std::string name;
  std::string path;
  std::string methods;  // as written: "GET,POST"; "" when it can be any
  std::string file;     // repo-relative
  std::uint32_t line = 0;
};

}  // namespace loadline
