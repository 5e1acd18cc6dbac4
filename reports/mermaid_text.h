// Labels for Mermaid pictures.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// The text in double quotes. Whatever could be an entity code, HTML, Markdown or the end of the label becomes a code:
// "<" is "#60;".
std::string mermaid_label(std::string_view text);

}  // namespace loadline
