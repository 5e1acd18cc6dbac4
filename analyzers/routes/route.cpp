// How handlers are named.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/route.h"

namespace loadline {

std::string handler_name(const Program& program, SymbolId handler) {
  const Symbol* symbol = program.symbol(handler);
  return symbol == nullptr ? "unknown" : std::string(symbol->name);
}

}  // namespace loadline
