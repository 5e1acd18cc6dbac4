// Function bodies as JSON, and the JSON Schema of that: both follow from facts/fact_fields.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/model/program.h"
#include "analyzers/words/json_text.h"

namespace loadline {

// `function` is one of the program's bodies.
Json body_json(const Program& program, const FunctionFact& function);

// Refers to "symbol_id", "place" (path:line) and "object_place" among the definitions of the schema.
Json body_json_schema();
// The definition of "object_place": PlaceFact.
Json object_place_json_schema();

}  // namespace loadline
