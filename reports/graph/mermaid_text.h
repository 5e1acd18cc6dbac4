// Labels for Mermaid pictures.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// The text in double quotes. Whatever could be an entity code, HTML, Markdown or the end of the label becomes a code:
// "<" is "#60;".
std::string mermaid_label(std::string_view text);

// The same of several lines.
std::string mermaid_label(const std::vector<std::string>& lines);

}  // namespace loadline
