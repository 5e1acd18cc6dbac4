// Commands that are chosen by name: objects that say how they are called, in a table that a handler looks into.
// SPDX-License-Identifier: Apache-2.0
//
//   void add(std::shared_ptr<Command> command) { all_[command->name()] = std::move(command); }
//   struct Rename : Command { std::string name() const override { return "Reader.Rename"; }
//                             void execute(const Parameters&) override; };        COMMAND Reader.Rename → Rename::execute
#pragma once

#include "analyzers/routes/handlers.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

// Adds them to `routes`, in no particular order: the overrides of a member function that is given something and that a
// handler of `routes` leads to. A table with one command is none.
void find_commands(const ValueFlow& flow, std::vector<Route>& routes);

}  // namespace loadline
