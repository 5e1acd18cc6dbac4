// Files that are included for what works without being named.
// SPDX-License-Identifier: Apache-2.0
//
//   hash.h     template <> struct std::hash<Key> { … };     std::unordered_set<Key> needs it and does not say so
//   print.h    std::ostream& operator<<(std::ostream&, const Key&);     of key.h: found by the argument alone
//   ops.def    OP(add) OP(del)                              text to be inserted
//   config.h   /* #undef HAVE_ZLIB */                       its silence is what it says
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// By file. Linear in symbols and references.
std::vector<bool> offers_silently(const Program& program);

}  // namespace loadline
