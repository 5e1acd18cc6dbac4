// Tables of functions that a program and its plug-ins exchange through C linkage.
// SPDX-License-Identifier: Apache-2.0
//
//   struct PaymentPlugin { int (*pay)(long cents); void (*close)(); };      a table: at least two pointers to
//   functions, … extern "C" const PaymentPlugin* payment_plugin();                       … and something with C linkage
//   hands it over
#pragma once

#include <vector>

#include "analyzers/model/program.h"
#include "analyzers/services/api_uses.h"

namespace loadline {

struct PluginTable {
  SymbolIndex symbol = kNone;          // the struct
  SymbolIndex handed_over_by = kNone;  // the function or variable with C linkage; kNone: looked up at run time
  Location where;                      // of the struct
  Location handed_over;                // where that shows
  bool has_version = false;            // a field with a version or a size, or a function that returns the ABI's version
};

// Sorted by place. Linear in references and symbols.
std::vector<PluginTable> find_plugin_tables(const Program& program, const ApiUses& uses);

}  // namespace loadline
