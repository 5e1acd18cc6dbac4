// Text for Markdown that code hosts show: nothing in it is markup, a link, a mention or HTML.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// Characters that Markdown or HTML would obey become character references; what is between two backticks becomes
// <code>. A sign that would mention a user or an issue is set as code, too. The result has no line break.
std::string markdown_text(std::string_view text);

// The whole text as <code>.
std::string markdown_code(std::string_view text);

}  // namespace loadline
