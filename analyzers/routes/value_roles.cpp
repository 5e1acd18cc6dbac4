// Knows functions of libraries by their names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_roles.h"

#include <algorithm>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {

ValueRole value_role(std::string_view name, const Libraries& libraries) {
  const std::string_view last = last_name(name);
  const std::string_view holder = name.substr(0, name.size() - std::min(name.size(), last.size() + 2));
  if (libraries.binding.find(name) != nullptr) return ValueRole::binds;
  if (is_in(NameGroup::text_classes, holder)) {
    const bool is_maker = holder.ends_with(last) && holder.size() > last.size();
    if (is_maker || is_in(NameGroup::members_of_text_classes, last)) return ValueRole::same_text;
    if (last.starts_with("operator ")) return ValueRole::same_text;  // a conversion
  }
  if (is_in(NameGroup::text_copies, name)) return ValueRole::same_text;
  if (is_in(NameGroup::joining_members, last) && !is_in(NameGroup::durations, name)) return ValueRole::joins;
  if (is_in(NameGroup::formatting, name)) return ValueRole::formats;
  if (is_in(NameGroup::inserting_members, last) && is_in(NameGroup::containers, name)) return ValueRole::inserts;
  if (is_in(NameGroup::pair_inserting_members, last) && is_in(NameGroup::maps, name)) return ValueRole::inserts_pair;
  if (last == "operator[]") return ValueRole::subscript;
  if (last == "operator=") return ValueRole::assigns;
  return ValueRole::none;
}

}  // namespace loadline
