// Lines that include, recognised by their text alone.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace loadline {

// `"a/b.h"` or `<a/b.h>` of a line that includes it; "" for other lines.
std::string include_spelling(const std::string& line);

}  // namespace loadline
