// Separates what several programs of one codebase define under the same name.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/model/merge/declared_places.h"
#include "analyzers/model/merge/symbol_merger.h"
#include "analyzers/model/merge/text_pool.h"
#include "analyzers/model/program.h"

namespace loadline {

// How a unit describes a symbol that it owns the definition of; `symbol` is a number of SymbolMerger.
struct DefinedSymbol {
  std::uint32_t symbol = 0;
  SymbolFact fact;  // its texts are numbers of the pool
};

// Where the records of one unit begin; they end where those of the next one begin.
struct UnitRecords {
  std::uint32_t source = kNone;  // the unit's main file
  std::size_t declarations = 0, references = 0, bases = 0, definitions = 0;
};

// What the units said, in their order, before it is sorted. Files and symbols are numbers of arrival.
struct ArrivedRecords {
  std::span<const UnitRecords> units;
  std::vector<Declaration>& declarations;
  std::vector<Reference>& references;
  std::vector<BaseFact>& bases;
  std::span<const DefinedSymbol> definitions;
  std::span<const File> files;               // sorted
  const std::vector<FileIndex>& file_index;  // from arrival to `files`
};

class SameNames {
 public:
  // Gives each meaning of a name an identity of its own and writes it into the records and into `symbols`. Whatever the
  // order of the units, the identities are the same. Linear in the records.
  SameNames(const ArrivedRecords& records, SymbolMerger& symbols, const TextPool& texts);

  // The same in the bodies, where the file they are in decides which meaning is meant.
  void rename(Bodies& bodies) const;

 private:
  class Meanings;

  std::unordered_map<std::uint64_t, SymbolId> renamed_;  // by file and identity; see key_of() in the source
  std::vector<bool> has_renamed_;                        // by file
};

}  // namespace loadline
