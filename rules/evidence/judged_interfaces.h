// Which interfaces can be judged by what is in the program: those that are not made for others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/structure/interfaces.h"
#include "rules/engine/rule.h"

namespace loadline {

// Not: tests, generated and copied code; headers that are installed or are below a folder "include", as their users
// implement them elsewhere; names that a pattern of the option `except` matches.
std::vector<Interface> judged_interfaces(const Analyses& analyses, const RuleEntry& entry);

}  // namespace loadline
