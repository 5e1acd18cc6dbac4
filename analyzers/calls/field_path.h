// The fields on the way from an object to a part of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "analyzers/model/program.h"

namespace loadline {

// The fields on the way from a root to what is written, first to last: books_, items_ of `desk.books_.items_`. A field is
// passed once, however often a list goes through it; of a longer way the first four and the last are kept.
struct FieldPath {
  static constexpr std::size_t kMost = 5;
  std::array<SymbolId, kMost> ids{};
  std::uint8_t size = 0;

  SymbolId first() const { return size == 0 ? 0 : ids[0]; }
  SymbolId last() const { return size == 0 ? 0 : ids[size - 1u]; }
  std::span<const SymbolId> fields() const { return std::span(ids).first(size); }
  void add(SymbolId field);
  friend bool operator==(const FieldPath&, const FieldPath&) = default;
};

// Whether a pointer or reference of the program is on the way: what lies behind it may belong to others, too.
bool leads_to_other_object(const Program& program, const FieldPath& path);

}  // namespace loadline
