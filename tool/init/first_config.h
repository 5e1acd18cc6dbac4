// The loadline.yaml of a project that has none: the architecture that its code has today, written down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tool/pipeline.h"

namespace loadline {

struct FirstConfig {
  std::string yaml;       // loadline.yaml, with a comment on each guess
  std::string baseline;   // .loadline-baseline.json with what does not fit the layers; "" when everything does
  std::size_t known = 0;  // findings in it
  std::size_t modules = 0, layers = 0;
};

// REQUIRES: the project was analysed without a configuration. `check` with the result finds no error: what there is
// today is in the baseline, and today's parse rate suffices.
FirstConfig first_config(const Project& project);

}  // namespace loadline
