// What `loadline doctor` says about how a project was read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>

#include "tool/pipeline.h"

namespace loadline {

// For people: grouped, the long groups cut, with advice at the end.
void write_doctor_text(const Project& project, std::ostream& out);

// For programs: everything.
void write_doctor_json(const Project& project, std::ostream& out);

}  // namespace loadline
