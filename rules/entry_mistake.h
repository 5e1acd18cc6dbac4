// What is wrong with an entry of loadline.yaml that only the rule itself can tell.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "analyzers/user_error.h"
#include "rules/rule.h"

namespace loadline {

// Throws a UserError that begins with the place of the entry, "loadline.yaml:12: ".
[[noreturn]] inline void refuse(std::string_view config_path, const RuleEntry& entry, const std::string& what,
                                const std::string& hint) {
  throw UserError(std::string(config_path) + ':' + std::to_string(entry.place.line) + ": " + what, hint);
}

}  // namespace loadline
