// Reads which handlers the configuration files of a project give a path to.
// SPDX-License-Identifier: Apache-2.0
//
//   components_manager:
//     components:
//       handler-cart:                 the name that the class of the handler has as a constant
//         path: /v1/cart
//         method: GET,POST
#pragma once

#include <filesystem>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/configured_handler.h"

namespace loadline {

// Sorted by name, file, line. Of the YAML files that have such a section; others, and those that are not YAML, are ignored.
// Folders of builds, of copied code and hidden ones, and what `exclude` names, are left out.
std::vector<ConfiguredHandler> read_configured_handlers(const std::filesystem::path& root,
                                                        const std::vector<PathPattern>& exclude);

}  // namespace loadline
