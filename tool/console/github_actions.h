// What GitHub Actions says about itself in the environment.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace loadline {

// Whether this process runs as a step of a workflow, whose log GitHub reads for commands.
bool is_in_github_actions();

}  // namespace loadline
