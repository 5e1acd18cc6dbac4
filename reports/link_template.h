// Links from places in the code to wherever people read it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace loadline {

// Throws UserError for a template without "{path}", or one that is not a link to a page or an editor (http, https, file,
// vscode …): "javascript:" is refused.
void require_link_template(std::string_view link_template);

// The template with "{path}" and "{line}" filled in, percent-encoded; line 0 becomes 1. "" without template or path.
std::string link_to(std::string_view link_template, std::string_view path, std::uint32_t line);

}  // namespace loadline
