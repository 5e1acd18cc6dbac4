// Which definition a file means by a name that several files define.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "analyzers/model/merge/declared_places.h"
#include "analyzers/model/program.h"

namespace loadline {

struct OwnDefinitions {
  std::vector<bool> is_ambiguous;  // by symbol; empty when none is
  std::vector<OwnDefinition> own;  // sorted; of references to ambiguous symbols
};

// REQUIRES: `declarations` and `includes` are sorted, symbols have their places, all are in the Program's numbering.
// Linear in declarations and references, plus, for each file that refers to such a name, the includes it reaches.
OwnDefinitions find_own_definitions(std::span<const Declaration> declarations, std::span<const File> files,
                                    std::span<const Symbol> symbols, std::span<const Include> includes,
                                    std::span<const Reference> references);

}  // namespace loadline
