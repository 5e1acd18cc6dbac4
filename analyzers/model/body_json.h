// Function bodies as JSON, and the JSON Schema of that: both follow from facts/fact_fields.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "analyzers/model/program.h"

namespace loadline {

// `function` is one of the program's bodies.
nlohmann::ordered_json body_json(const Program& program, const FunctionFact& function);

// Refers to "symbol_id", "place" (path:line) and "object_place" among the definitions of the schema.
nlohmann::ordered_json body_json_schema();
// The definition of "object_place": PlaceFact.
nlohmann::ordered_json object_place_json_schema();

}  // namespace loadline
