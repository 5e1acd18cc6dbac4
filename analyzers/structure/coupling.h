// How strongly modules are coupled, by kind, with the symbols that carry the coupling.
// SPDX-License-Identifier: Apache-2.0
//
// The kinds follow W. Stevens, G. Myers, L. Constantine, Structured Design (1974), from worst to best, with inheritance
// added for object-oriented code. The number is N. Fenton's and A. Melton's, Deriving Structurally Based Software
// Measures (1990): i + n / (n + 1), for the worst level i between two modules and n connections.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/model/dependencies.h"

namespace loadline {

enum class CouplingKind : std::uint8_t {
  data,         // calls, types, constants: what a module offers
  control,      // a call with a literal true or false: the caller knows what goes on inside
  inheritance,  // a base class or an overridden method
  common,       // a global variable that is not constant
  content,      // a private or protected member reached from outside its class's family, or a friend declaration
};
inline constexpr int kCouplingKinds = 5;
std::string_view name_of(CouplingKind kind);

// Between two modules, in one direction.
struct Coupling {
  ModuleIndex from = 0;
  ModuleIndex to = 0;
  std::array<std::uint32_t, kCouplingKinds> carriers{};  // distinct symbols of `to`, by kind
  std::vector<Evidence> worst;                           // the evidence of the worst kind, sorted by place

  CouplingKind kind() const;          // the worst kind that has a carrier
  std::uint32_t connections() const;  // all carriers
  double strength() const;            // level (data 1 … content 5) + n / (n + 1)
};

// Sorted by from, to. Linear in references and calls, besides sorts.
std::vector<Coupling> module_couplings(const Program& program, const Modules& modules,
                                       const ModuleDependencies& dependencies);

}  // namespace loadline
