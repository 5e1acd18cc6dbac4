// Text for XML 1.0.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// Nothing in it is markup, in content or in an attribute; characters that XML cannot hold are spelled out.
std::string xml_text(std::string_view text);

}  // namespace loadline
