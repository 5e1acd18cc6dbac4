// Arguments that several commands take.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/engine/finding.h"
#include "tool/arguments.h"

namespace loadline {

// -o FILE; stdout without it.
void add_output(Arguments& arguments, std::string& target);

// --kinds KIND,…
void add_kinds(Arguments& arguments, std::vector<std::string>& target);

// --fail-on SEVERITY. `findings` names those that count: "new findings".
void add_fail_on(Arguments& arguments, std::optional<Severity>& target, const std::string& findings);

}  // namespace loadline
