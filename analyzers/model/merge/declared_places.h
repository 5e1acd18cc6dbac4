// Decides where a symbol is defined, and where others see it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// A declaration in the Program's numbering.
struct Declaration {
  SymbolIndex symbol = 0;
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
  bool is_definition = false;

  friend auto operator<=>(const Declaration&, const Declaration&) = default;
};

// Fills in Symbol::declared, ::defined and ::end_line. REQUIRES: `declarations` are sorted, each there once.
void place_symbols(std::span<const Declaration> declarations, std::span<const File> files,
                   std::vector<Symbol>& symbols);

}  // namespace loadline
