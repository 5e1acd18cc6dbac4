// Reads the kinds of reference that a user names on the command line.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/dependencies.h"

namespace loadline {

// All kinds when `names` is empty. Throws UserError for a name that is not a kind.
KindSet parse_kinds(const std::vector<std::string>& names);

}  // namespace loadline
