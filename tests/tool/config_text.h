// Configurations from texts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tool/config/config.h"

namespace loadline::test {

// What is said about the mistakes of the whole file `text`; "" without mistakes.
std::string mistakes_in(const std::string& text);

// The same, below a line that says the version; so line 2 is the first of `text`.
std::string mistakes_below_version(const std::string& text);

Config config_of(const std::string& text);

}  // namespace loadline::test
