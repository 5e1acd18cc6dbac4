// Compares output with a file in the repository.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace loadline::test {

// Whether `actual` equals the file at `path` (relative to the repository). With LOADLINE_UPDATE_GOLDEN=1 in the environment the
// file is rewritten instead: then look at the diff. On a difference, `actual` is left beside the test program, for comparison.
bool equals_golden(const std::string& path, const std::string& actual);

}  // namespace loadline::test
