// Joins what several TUs say about the same symbol.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/model/merge/symbol_numbers.h"
#include "analyzers/model/merge/text_pool.h"
#include "analyzers/model/program.h"

namespace loadline {

class SymbolMerger {
 public:
  // The number of a symbol that some fact mentions. REQUIRES: id != 0.
  std::uint32_t number_of(SymbolId id);

  // Adds one description; its text fields are numbers of `texts`. `defining`: its TU also holds the symbol's
  // definition.
  void add(const SymbolFact& fact, bool defining, const TextPool& texts);

  // What is known so far, by number. kNone for an identity that no fact mentions, and for 0.
  std::size_t size() const { return records_.size(); }
  std::uint32_t find(SymbolId id) const { return numbers_.find(id); }
  const SymbolFact& fact(std::uint32_t number) const { return records_[number].fact; }

  // Corrections of what was added; the identity of a symbol never changes.
  void set_type(std::uint32_t number, SymbolId type) { records_[number].fact.type = type; }
  void forget(std::uint32_t number) { describe(number, {}); }
  void describe(std::uint32_t number, SymbolFact fact);
  // As add() from a TU that defines the symbol.
  void add_to(std::uint32_t number, SymbolFact fact, const TextPool& texts);

  struct Result {
    std::vector<Symbol> symbols;               // sorted by id; no places yet
    std::vector<SymbolIndex> index_of_number;  // from number_of() to `symbols`
  };
  Result build(const TextPool& texts) &&;

 private:
  struct Record {
    SymbolFact fact;
    std::uint8_t defining = 0;  // bit i: field i came from a TU that defines the symbol
  };

  SymbolNumbers numbers_;
  std::vector<Record> records_;  // by number
};

}  // namespace loadline
