// The merged facts as JSON, for `loadline facts`: stable, documented by a JSON Schema, readable by eye and by jq.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "analyzers/model/program.h"

namespace loadline {

// One element a line, written as it is made. The same program, the same bytes; bytes that are not UTF-8 come out as
// U+FFFD.
void write_program_json(const Program& program, std::ostream& out);

// The JSON Schema (draft 2020-12) of what write_program_json() writes.
std::string program_json_schema();

}  // namespace loadline
