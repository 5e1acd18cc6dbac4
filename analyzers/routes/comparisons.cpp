// Knows functions that compare by their names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/comparisons.h"

#include <algorithm>
#include <initializer_list>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Compares comparison_of(std::string_view name) {
  const std::string_view last = last_name(name);
  if (is_one_of(last,
                {"operator==", "operator!=", "compare", "equals", "iequals", "EqualsIgnoreCase", "strcmp", "strcasecmp",
                 "icompare", "Equals", "equal", "mg_vcmp", "mg_vcasecmp", "mg_strcmp", "mg_casecmp"})) {
    return Compares::whole;
  }
  if (is_one_of(last, {"starts_with", "startsWith", "StartsWith", "has_prefix", "HasPrefix", "strncmp", "strncasecmp",
                       "rfind", "istarts_with", "StartsWithIgnoreCase"})) {
    return Compares::prefix;
  }
  if (is_one_of(last, {"regex_match", "regex_search", "FullMatch", "PartialMatch", "match", "exactMatch", "fnmatch"})) {
    return Compares::pattern;
  }
  if (is_one_of(last, {"find", "at", "count", "contains", "operator[]", "value", "equal_range"})) return Compares::key;
  return Compares::no;
}

bool is_path(std::string_view text) {
  if (text.starts_with('^')) text.remove_prefix(1);
  while (text.starts_with('(') || text.starts_with('?') || text.starts_with(':')) text.remove_prefix(1);
  if (text.starts_with("\\/")) return true;
  return text.starts_with('/') && !text.starts_with("/..") && text.find(' ') == std::string_view::npos;
}

}  // namespace loadline
