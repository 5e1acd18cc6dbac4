// Knows functions that compare by their names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/comparisons.h"

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {

Compares comparison_of(std::string_view name) {
  const std::string_view last = last_name(name);
  if (is_in(NameGroup::comparing_members, last)) return Compares::whole;
  if (is_in(NameGroup::prefix_members, last)) return Compares::prefix;
  if (is_in(NameGroup::pattern_members, last)) return Compares::pattern;
  if (is_in(NameGroup::lookup_members, last)) return Compares::key;
  return Compares::no;
}

bool is_path(std::string_view text) {
  if (text.starts_with('^')) text.remove_prefix(1);
  while (text.starts_with('(') || text.starts_with('?') || text.starts_with(':')) text.remove_prefix(1);
  if (text.starts_with("\\/")) return true;
  return text.starts_with('/') && !text.starts_with("/..") && text.find(' ') == std::string_view::npos;
}

}  // namespace loadline
