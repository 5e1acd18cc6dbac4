// Checks a JSON document against a JSON Schema, as far as our own schemas go.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace loadline::test {

// "" when `document` follows `schema`, else where and how it does not. Knows type, enum, const, properties, required,
// additionalProperties (false or a schema), items, uniqueItems, minimum, pattern, anyOf and $ref into $defs; throws
// std::runtime_error for any other keyword that restricts something, so that no schema passes unread.
std::string schema_violation(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& document);

}  // namespace loadline::test
