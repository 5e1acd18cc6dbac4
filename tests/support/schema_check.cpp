// Checks JSON with valijson.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/schema_check.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace loadline::test {

std::string schema_violation(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& document) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  const nlohmann::json rules = schema, value = document;
  valijson::Schema parsed;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(rules), parsed);
  valijson::ValidationResults violations;
  valijson::Validator(valijson::Validator::kStrongTypes).validate(parsed, Adapter(value), &violations);
  std::string text;
  for (valijson::ValidationResults::Error each; violations.popError(each);) {
    for (const std::string& part : each.context) text += part;
    text += ": " + each.description + '\n';
  }
  return text;
}

}  // namespace loadline::test
