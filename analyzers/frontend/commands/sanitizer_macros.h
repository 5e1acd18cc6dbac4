// Sanitizers, of which reading needs no more than that code can ask for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::frontend {

// The command with what `-fsanitize=address` and the like define: the macros of GCC, and Clang's __has_feature by way of an
// option that only the front end reads. The driver itself would look for runtime libraries and lists of exceptions.
std::vector<std::string> with_sanitizers(std::vector<std::string> arguments);

}  // namespace loadline::frontend
