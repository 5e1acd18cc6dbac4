// Phrases that messages are made of: numbers with their noun, and lists of names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// "reference" for one, "references" for any other number.
std::string plural(std::uint64_t count, std::string_view noun);

// "1 reference", "2 references"
std::string counted(std::uint64_t count, std::string_view noun);

// "`a`", "`a` and `b`", "`a`, `b` and 3 more": at most `most` names.
std::string listed(const std::vector<std::string>& names, std::size_t most = 5, std::string_view word = "and");

// "a, b, c"
std::string joined(const std::vector<std::string>& words);

}  // namespace loadline
