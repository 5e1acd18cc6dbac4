// A project that the tests of the program run on.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/tool/temporary_folder.h"

namespace loadline::test {

// Two modules that use each other, and a compile database that both belong to.
void write_project(const TemporaryFolder& folder);

}  // namespace loadline::test
