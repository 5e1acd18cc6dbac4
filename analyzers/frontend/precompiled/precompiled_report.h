// What was precompiled in one run, and how it was used: for `loadline doctor`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace loadline {

struct PrecompiledHeaderReport {
  std::vector<std::string> includes;  // "<vector>": what it was made from, on top of the one it rests on
  int stands_on = -1;                 // number of that one; -1: none
  std::size_t files = 0;              // read by it
  std::uint64_t source_bytes = 0;     // of these files
  std::uint64_t bytes = 0;            // its own size
  std::size_t units = 0;              // that loaded it
  bool from_cache = false;
  bool usable = true;  // false: an error in its headers
};

struct PrecompiledReport {
  bool allowed = true;  // ExtractionOptions::precompile
  std::vector<PrecompiledHeaderReport> headers;
  std::vector<std::string> refused;       // units that would have read something else with any of them; sorted
  std::vector<std::string> parsed_again;  // units that had errors with one and were parsed without; sorted
};

}  // namespace loadline
