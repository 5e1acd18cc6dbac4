// The version in the path of a route.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline {

// "v1" of "/v1/orders", "2024-05-01" of "/api/2024-05-01/orders"; "" without one. Paths may be regular expressions. A view
// into the argument.
std::string_view version_in_path(std::string_view path);

}  // namespace loadline
