// One line that says which program this is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace loadline {

// "0.1.0"
std::string program_version();

// "loadline 0.1.0 (Debian clang version 19.1.7, facts N)", where N is the version of the stored facts.
std::string version_line();

}  // namespace loadline
