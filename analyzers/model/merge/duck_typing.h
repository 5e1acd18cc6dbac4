// Leaves out what templates and macros refer to only because of what others pass them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// Erases references that an instantiation or the expansion of a macro shows, when the file of the template or macro does
// not include the target, directly or not.
// REQUIRES: `includes` is sorted by `from`; all are in the Program's numbering. Linear in references, plus, for each file
// with such references, the includes it reaches.
void erase_duck_typed_references(std::span<const File> files, std::span<const Symbol> symbols,
                                 std::span<const Include> includes, std::vector<Reference>& references);

}  // namespace loadline
