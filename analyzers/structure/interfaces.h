// Interfaces of the program: who implements them, and who uses them as what they are.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// A class of the project with a pure virtual function, and with nothing that its derived classes could share: no field, no
// base class, no function that is not virtual. Templates do not count.
struct Interface {
  SymbolIndex symbol = kNone;
  std::vector<SymbolIndex> implementations;  // classes derived from it, at any depth, that are not abstract; sorted
  std::vector<SymbolIndex> derived;          // all classes derived from it; sorted
  std::uint32_t uses = 0;  // references to it or its members from outside itself and all that is derived from it
};

// Sorted by place. Linear in references.
std::vector<Interface> find_interfaces(const Program& program);

}  // namespace loadline
