// Include directives through which the including file gets nothing that it uses.
// SPDX-License-Identifier: Apache-2.0
//
//   // a.cc
//   #include "all.h"    used: all.h includes list.h, which a.cc uses and does not include itself
//   #include "map.h"    unused: no symbol of map.h, nor of what it includes, occurs in a.cc
//   List list;
//
// A use is a reference to a symbol that the header declares or defines, or the definition of one that it declares. When
// in doubt a directive counts as used: where several directives lead to the same file and none of them names it; where
// a file that is included needs the header and does not include it itself; and where code could not be read.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// Numbers into Program::includes(), sorted, of those unused among the directives that lead to a file of the project and
// for which `is_wanted` holds. Linear in references, besides the headers that the wanted directives reach.
std::vector<std::uint32_t> unused_includes(const Program& program,
                                           const std::function<bool(const Include&)>& is_wanted);

}  // namespace loadline
