// Knows functions of libraries by their names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_roles.h"

#include <algorithm>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_text_class(std::string_view name) {
  return is_one_of(name, {"std::basic_string", "std::basic_string_view", "boost::basic_string_view",
                          "boost::core::basic_string_view", "std::filesystem::path", "absl::string_view",
                          "folly::Range", "QString", "QStringLiteral", "std::basic_regex", "boost::basic_regex",
                          "Poco::RegularExpression", "web::uri", "web::http::uri", "cpr::Url", "QUrl"});
}

// Of a class that holds a text: what makes one from the same text, or hands it out.
bool keeps_text(std::string_view holder, std::string_view function) {
  if (!is_text_class(holder)) return false;
  const bool is_maker = holder.ends_with(function) && holder.size() > function.size();
  return is_maker || function.starts_with("operator ") ||  // a conversion
         is_one_of(function, {"c_str", "data", "str", "string", "native", "to_string", "QString", "QStringLiteral",
                              "fromUtf8", "fromLatin1"});
}

bool starts_with_one_of(std::string_view name, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](auto beginning) { return name.starts_with(beginning); });
}

}  // namespace

ValueRole value_role(std::string_view name, const Models& models) {
  const std::string_view last = last_name(name);
  const std::string_view holder = name.substr(0, name.size() - std::min(name.size(), last.size() + 2));
  if (models.binding.find(name) != nullptr) return ValueRole::binds;
  if (keeps_text(holder, last)) return ValueRole::same_text;
  if (is_one_of(name, {"std::to_string", "mg_str", "mg_str_s", "mg_str_n"})) return ValueRole::same_text;
  if (is_one_of(last, {"StrCat", "operator+", "path_to_params", "path_to_tuple"}) && !name.starts_with("std::chrono")) {
    return ValueRole::joins;
  }
  if (is_one_of(name, {"fmt::format", "std::format", "absl::StrFormat"})) return ValueRole::formats;
  if (is_one_of(last, {"push_back", "emplace_back", "push_front", "emplace_front", "push", "add", "append"}) &&
      starts_with_one_of(name, {"std::", "boost::container", "Q"})) {
    return ValueRole::inserts;
  }
  if (is_one_of(last, {"insert", "emplace", "insert_or_assign", "try_emplace", "emplace_hint"}) &&
      starts_with_one_of(name, {"std::", "boost::", "absl::", "Q", "folly::", "tsl::"})) {
    return ValueRole::inserts_pair;
  }
  if (last == "operator[]") return ValueRole::subscript;
  if (last == "operator=") return ValueRole::assigns;
  return ValueRole::none;
}

}  // namespace loadline
