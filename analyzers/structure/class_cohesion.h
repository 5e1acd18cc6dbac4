// How well the methods of a class belong together: LCOM4.
// SPDX-License-Identifier: Apache-2.0
//
// M. Hitz, B. Montazeri, Measuring Coupling and Cohesion in Object-Oriented Systems (1995): the number of connected
// components of the methods of a class, where two are connected when both use a field or one calls the other. 1 is a
// class with one purpose. Constructors and destructors, which touch everything, do not count, and neither do methods
// that use no member at all: they say nothing about what belongs together. Members of base classes count as one field.
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

struct ClassCohesion {
  SymbolIndex symbol = kNone;                    // the class
  std::vector<std::vector<SymbolIndex>> groups;  // methods that belong together; largest first, each sorted by place
  std::uint32_t methods = 0;                     // in all groups

  std::uint32_t lcom4() const { return static_cast<std::uint32_t>(groups.size()); }
};

// Of all classes of the project with at least one method that uses a member, sorted by symbol number. Near-linear in
// references.
std::vector<ClassCohesion> class_cohesions(const Program& program);

}  // namespace loadline
