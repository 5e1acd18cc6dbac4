// The style and the scripts of the page: the files beside this one, embedded at build time.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline::html {

// "page.css", "graph.js". REQUIRES: there is such a file.
std::string_view asset(std::string_view name);

}  // namespace loadline::html
