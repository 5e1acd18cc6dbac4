// Functions that compare texts, and texts that are paths.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace loadline {

enum class Compares : std::uint8_t { no, whole, prefix, pattern, key };

// What a function of that qualified name compares.
Compares comparison_of(std::string_view name);

// A path, or a regular expression for paths; other texts are compared with other parts of the request.
bool is_path(std::string_view text);

}  // namespace loadline
