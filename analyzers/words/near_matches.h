// "Did you mean": the known names that are most like a wrong one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// At most `most` names of `known` within a third of the length of `wrong` in edits (insert, delete, replace, swap of
// neighbours; case counts half), or that contain it; the nearest first, equals in alphabetical order. Each name once.
std::vector<std::string> near_matches(std::string_view wrong, const std::vector<std::string>& known,
                                      std::size_t most = 3);

// The nearest of them as a question, `did you mean "layers"?`, or `did you mean "a", "b"?`; "" when none is near.
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known, std::size_t most = 1);

}  // namespace loadline
