// Joins fields to paths.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/field_path.h"

#include <algorithm>

namespace loadline {

void FieldPath::add(SymbolId field) {
  if (field == 0 || field == last()) return;
  const auto end = ids.begin() + size;
  const auto known = std::find(ids.begin(), end, field);
  if (known != end) {
    size = static_cast<std::uint8_t>(known - ids.begin() + 1);
    std::fill(known + 1, ids.end(), 0);
  } else if (size == kMost) {
    ids.back() = field;
  } else {
    ids[size++] = field;
  }
}

bool leads_to_other_object(const Program& program, const FieldPath& path) {
  const auto fields = path.fields();
  return fields.size() > 1 && std::any_of(fields.begin(), fields.end() - 1, [&](SymbolId id) {
           const Symbol* field = program.symbol(id);
           return field != nullptr && (field->has(kReferenceType) || field->has(kPointerType) ||
                                       field->signature.find("shared_ptr<") != std::string_view::npos ||
                                       field->signature.find("reference_wrapper<") != std::string_view::npos);
         });
}

}  // namespace loadline
