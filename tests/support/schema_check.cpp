// A small JSON Schema checker: one function per keyword.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/schema_check.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <stdexcept>
#include <string_view>

#include <nlohmann/json.hpp>

namespace loadline::test {
namespace {

using Json = nlohmann::ordered_json;

class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}

  std::string check(const Json& schema, const Json& value, const std::string& at) const {
    for (const auto& [keyword, rule] : schema.items()) {
      const std::string violation = check_keyword(keyword, rule, schema, value, at);
      if (!violation.empty()) return violation;
    }
    return {};
  }

 private:
  std::string check_keyword(const std::string& keyword, const Json& rule, const Json& schema, const Json& value,
                            const std::string& at) const {
    static constexpr std::array<std::string_view, 8> kSilent{"$schema",     "$id",     "$defs",    "title",
                                                             "description", "default", "examples", "$comment"};
    if (std::find(kSilent.begin(), kSilent.end(), keyword) != kSilent.end()) return {};
    if (keyword == "$ref") return check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, at);
    if (keyword == "type") return is_type(rule, value) ? "" : at + ": not of type " + rule.dump();
    if (keyword == "const") return value == rule ? "" : at + ": not " + rule.dump();
    if (keyword == "enum") {
      return std::find(rule.begin(), rule.end(), value) != rule.end() ? "" : at + ": not listed: " + value.dump();
    }
    if (keyword == "anyOf") {
      const auto fits = [&](const Json& choice) { return check(choice, value, at).empty(); };
      return std::any_of(rule.begin(), rule.end(), fits) ? "" : at + ": none of the choices: " + value.dump();
    }
    if (keyword == "minimum") return !value.is_number() || value >= rule ? "" : at + ": too small";
    if (keyword == "pattern") {
      const bool matches =
          !value.is_string() || std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()));
      return matches ? "" : at + ": does not match " + rule.dump();
    }
    if (keyword == "items" || keyword == "uniqueItems") return check_array(keyword, rule, value, at);
    if (keyword == "required" || keyword == "properties" || keyword == "additionalProperties") {
      return check_object(keyword, rule, schema, value, at);
    }
    throw std::runtime_error("schema keyword not known to the tests: " + keyword);
  }

  std::string check_array(const std::string& keyword, const Json& rule, const Json& value,
                          const std::string& at) const {
    if (!value.is_array()) return {};
    if (keyword == "uniqueItems") {
      const bool unique = std::set<Json>(value.begin(), value.end()).size() == value.size();
      return unique || rule == false ? "" : at + ": repeated items";
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string violation = check(rule, value[i], at + "/" + std::to_string(i));
      if (!violation.empty()) return violation;
    }
    return {};
  }

  std::string check_object(const std::string& keyword, const Json& rule, const Json& schema, const Json& value,
                           const std::string& at) const {
    if (!value.is_object()) return {};
    if (keyword == "required") {
      for (const Json& name : rule) {
        if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.dump();
      }
      return {};
    }
    for (const auto& [name, member] : value.items()) {
      const bool is_listed = schema.contains("properties") && schema["properties"].contains(name);
      std::string violation;
      if (keyword == "properties" && is_listed) violation = check(rule[name], member, at + "/" + name);
      if (keyword == "additionalProperties" && !is_listed) {
        violation = rule == false      ? at + ": unexpected " + name
                    : rule.is_object() ? check(rule, member, at + "/" + name)
                                       : "";
      }
      if (!violation.empty()) return violation;
    }
    return {};
  }

  static bool is_type(const Json& rule, const Json& value) {
    if (rule.is_array()) {
      return std::any_of(rule.begin(), rule.end(), [&](const Json& one) { return is_type(one, value); });
    }
    const auto name = rule.get<std::string>();
    return (name == "object" && value.is_object()) || (name == "array" && value.is_array()) ||
           (name == "string" && value.is_string()) || (name == "boolean" && value.is_boolean()) ||
           (name == "integer" && value.is_number_integer()) || (name == "number" && value.is_number()) ||
           (name == "null" && value.is_null());
  }

  const Json& root_;
};

}  // namespace

std::string schema_violation(const Json& schema, const Json& document) {
  return Checker(schema).check(schema, document, "");
}

}  // namespace loadline::test
