// Code in the repository that others wrote: copies of libraries. To the analyses of services it is a library like any other.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/architecture.h"

namespace loadline {

// Folders that are named for copied code ("third_party", "vendor", "_deps", …) at any depth, and libraries that are
// usually copied whole ("httplib.h", "sqlite3.c", "nlohmann/"). What `sources: third_party:` replaces.
std::vector<PathPattern> usual_third_party();

}  // namespace loadline
