// Files that a build system writes to hold others together: they are not part of the architecture.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// By file: whether it is in a build folder and does nothing but include others, as the sources of unity builds, of moc and
// of precompiled headers do. They stand for what they include.
std::vector<bool> written_by_build(const Program& program);

}  // namespace loadline
