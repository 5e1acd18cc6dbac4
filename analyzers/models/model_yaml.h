// What the readers of models share: lists of names and argument numbers in YAML.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "analyzers/models/apis.h"

namespace loadline {

// A name or a list of names; "a::{b,c}" stands for two.
std::vector<std::string> names_of(const YAML::Node& node);

// A number, or "last"; kNoArgument when it is not given.
int argument(const YAML::Node& node);

// The sections `apis` and `stores`. Throws YAML::Exception for what is none.
void read_apis(const YAML::Node& root, Apis& apis);

}  // namespace loadline
