// The YAML files beside this one, as they are built into the binary.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace loadline {

struct ModelText {
  std::string_view name;  // "apis.yaml"
  std::string_view text;
};

std::span<const ModelText> model_texts();

// The text of one file; "" when there is none.
std::string_view model_text(std::string_view name);

}  // namespace loadline
