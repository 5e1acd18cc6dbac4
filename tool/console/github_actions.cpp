// Looks for GitHub Actions in the environment.
// SPDX-License-Identifier: Apache-2.0
#include "tool/console/github_actions.h"

#include <cstdlib>
#include <string_view>

namespace loadline {

bool is_in_github_actions() {
  const char* value = std::getenv("GITHUB_ACTIONS");
  return value && std::string_view(value) == "true";
}

}  // namespace loadline
