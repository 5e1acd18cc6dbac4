// A translation unit on its way from the compile database to facts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

struct ExtractionUnit {
  static constexpr std::size_t kNoNumber = ~std::size_t{0};

  const CompileCommand* command = nullptr;
  const Invocation* invocation = nullptr;
  UnitScan scan;
  Digest scan_digest;         // of its stored form
  std::string scan_to_store;  // "": none
  std::vector<std::string> owned_headers;
  std::string key;                 // of its facts
  bool is_known = false;           // the cache had them
  std::size_t number = kNoNumber;  // among the units that may get a precompiled header

  // In the history of parses, where contents do not count.
  std::uint64_t identity() const { return digest(command->source + "\n" + invocation->key); }
};

}  // namespace loadline::frontend
