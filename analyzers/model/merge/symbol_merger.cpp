// How descriptions of one symbol are joined, field by field, so that no order of TUs can matter.
// SPDX-License-Identifier: Apache-2.0
//
// Two TUs may describe a symbol differently: one sees `class Shape;`, the other `struct Shape { … };`. Flags are
// united. Of any other field the greater value wins, in this order:
//
//   1. something said beats nothing said            (a known kind beats `unknown`, a text beats "")
//   2. said by a TU that defines the symbol          (the definition sees the most)
//   3. of texts the longest, then the smallest; of anything else the smallest
//
// Each field keeps a maximum under a total order, and a maximum does not depend on the order of its operands.
#include "analyzers/model/merge/symbol_merger.h"

#include <algorithm>
#include <numeric>

namespace loadline {
namespace {

// Keeps the better of two values of one field. Bit `bit` of `defining_fields`: the kept one came from a definer.
template <class Value, class Better>
void keep_better(Value& kept, Value offered, std::uint8_t& defining_fields, unsigned bit, bool defining,
                 Better better) {
  if (offered == Value{}) return;
  const bool kept_defining = (defining_fields >> bit) & 1u;
  const bool wins = kept == Value{} || (defining != kept_defining ? defining : better(offered, kept));
  if (!wins) return;
  kept = offered;
  defining_fields = static_cast<std::uint8_t>((defining_fields & ~(1u << bit)) | (defining ? 1u << bit : 0u));
}

// Facts come from outside: a chain of parents that leads back to itself would trap anyone who walks up. Every symbol on such
// a cycle loses its parent.
void cut_parent_cycles(std::vector<Symbol>& symbols) {
  constexpr std::uint32_t kUnseen = 0, kSafe = 1, kFirstWalk = 2;
  std::vector<std::uint32_t> mark(symbols.size(), kUnseen);
  std::uint32_t walk = kFirstWalk;
  for (SymbolIndex start = 0; start < symbols.size(); ++start, ++walk) {
    SymbolIndex at = start;
    while (at != kNone && mark[at] == kUnseen) {
      mark[at] = walk;
      at = symbols[at].parent;
    }
    // Met ourselves: `at` is on a new cycle.
    while (at != kNone && mark[at] == walk) {
      mark[at] = kSafe;
      const SymbolIndex next = symbols[at].parent;
      symbols[at].parent = kNone;
      at = next;
    }
    for (at = start; at != kNone && mark[at] == walk; at = symbols[at].parent) mark[at] = kSafe;
  }
}

}  // namespace

std::uint32_t SymbolMerger::number_of(SymbolId id) {
  const std::uint32_t number = numbers_.number_of(id);
  if (number == records_.size()) records_.push_back({SymbolFact{.id = id}, 0});
  return number;
}

void SymbolMerger::describe(std::uint32_t number, SymbolFact fact) {
  fact.id = records_[number].fact.id;
  records_[number] = {fact, 0};
}

void SymbolMerger::add_to(std::uint32_t number, SymbolFact fact, const TextPool& texts) {
  fact.id = records_[number].fact.id;
  add(fact, true, texts);
}

void SymbolMerger::add(const SymbolFact& fact, bool defining, const TextPool& texts) {
  Record& record = records_[number_of(fact.id)];
  SymbolFact& kept = record.fact;
  kept.flags |= fact.flags;
  const auto smaller = [](auto left, auto right) { return left < right; };
  const auto better_text = [&](TextIndex left, TextIndex right) {
    if (left == right) return false;
    const std::string_view a = texts.view(left), b = texts.view(right);
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  };
  std::uint8_t& fields = record.defining;
  keep_better(kept.parent, fact.parent, fields, 0, defining, smaller);
  keep_better(kept.type, fact.type, fields, 1, defining, smaller);
  keep_better(kept.name, fact.name, fields, 2, defining, better_text);
  keep_better(kept.signature, fact.signature, fields, 3, defining, better_text);
  keep_better(kept.value, fact.value, fields, 4, defining, better_text);
  keep_better(kept.kind, fact.kind, fields, 5, defining, smaller);
  keep_better(kept.access, fact.access, fields, 6, defining, smaller);
  keep_better(kept.linkage, fact.linkage, fields, 7, defining, smaller);
}

SymbolMerger::Result SymbolMerger::build(const TextPool& texts) && {
  std::vector<std::uint32_t> order(records_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t left, std::uint32_t right) { return records_[left].fact.id < records_[right].fact.id; });
  Result result;
  result.symbols.reserve(order.size());
  result.index_of_number.resize(order.size());
  for (const std::uint32_t number : order) {
    result.index_of_number[number] = static_cast<SymbolIndex>(result.symbols.size());
    const SymbolFact& fact = records_[number].fact;
    Symbol& symbol = result.symbols.emplace_back();
    symbol.id = fact.id;
    symbol.name = texts.view(fact.name);
    symbol.signature = texts.view(fact.signature);
    symbol.value = texts.view(fact.value);
    symbol.flags = fact.flags;
    symbol.kind = fact.kind;
    symbol.access = fact.access;
    symbol.linkage = fact.linkage;
  }
  const auto index_of = [&](SymbolId id) {
    const std::uint32_t number = numbers_.find(id);
    return number == kNone ? kNone : result.index_of_number[number];
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    result.symbols[i].parent = index_of(records_[order[i]].fact.parent);
    result.symbols[i].type = index_of(records_[order[i]].fact.type);
  }
  cut_parent_cycles(result.symbols);
  return result;
}

}  // namespace loadline
