// What was not read, or not as the build means it, each with what to do about it: for warnings and for the doctor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tool/pipeline.h"

namespace loadline {

struct ReadingNote {
  std::string what;   // "2 sources are CUDA, which is not read: src/a.cu, src/b.cu"
  std::string to_do;  // may be empty
};

// Most important first. Paths may hold any bytes.
std::vector<ReadingNote> reading_notes(const Project& project);

// "12 modules from folders, 3 services from build targets".
std::string origin_of_parts(const Project& project);

}  // namespace loadline
