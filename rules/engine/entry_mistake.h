// Refuses an entry of loadline.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "analyzers/words/user_error.h"
#include "rules/engine/rule.h"

namespace loadline {

// Throws a UserError that begins with the place of the mistake, "loadline.yaml:12: ".
[[noreturn]] inline void refuse(std::string_view config_path, const EntryMistake& mistake) {
  throw UserError(std::string(config_path) + ':' + std::to_string(mistake.place.line) + ": " + mistake.what,
                  mistake.hint);
}

}  // namespace loadline
