// Pieces of JSON Schema that describe what the reports write.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/words/json_text.h"

namespace loadline::schema {

Json text(std::string_view description);
Json count(std::string_view description);  // 0, 1, 2, …
Json number(std::string_view description);
Json flag(std::string_view description);
Json list(const Json& item);
Json or_null(const Json& schema, std::string_view description);

// An object with exactly these properties, all of them present.
Json record(const Json& properties);
// The same where only those in `required` must be present.
Json record(const Json& properties, const std::vector<std::string>& required);

// An object whose properties have names of their own, all with values like `value`.
Json map(const Json& value, std::string_view description);

// How many references of each kind, none of them 0.
Json kind_counts();

// The properties of what `check --report json` writes, and what they refer to; json_schema.cpp has them.
Json run();
Json run_definitions();

// A whole schema (draft 2020-12), as text: `properties` as record() has them, and what it refers to.
std::string document(std::string_view title, const Json& properties, const Json& definitions = nullptr);
// The same of a whole record.
std::string document_of(std::string_view title, const Json& record, const Json& definitions = nullptr);

}  // namespace loadline::schema
