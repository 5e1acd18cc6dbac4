// Checks a JSON document against a JSON Schema.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace loadline::test {

// "" when `document` follows `schema`, else every place where it does not and why. Reads the keywords of Draft 7, which
// are all that our schemas use, and $ref into $defs.
std::string schema_violation(const nlohmann::ordered_json& schema, const nlohmann::ordered_json& document);

}  // namespace loadline::test
