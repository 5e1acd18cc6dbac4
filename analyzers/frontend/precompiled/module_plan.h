// Which unit provides each C++20 module that another one imports, and in which order they have to be read.
// SPDX-License-Identifier: Apache-2.0
//
// As a build does, from the sources alone: what they export and import (UnitScan), not what the commands say. Programs that
// are built side by side may each have a module of the same name: a unit takes the nearest one by folders, then by name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace loadline::frontend {

struct ModuleUser {
  std::string source;                // absolute
  std::string provides;              // "m", "m:part", or ""
  std::vector<std::string> imports;  // the same, sorted
};

class ModulePlan {
 public:
  static constexpr std::size_t kNobody = ~std::size_t{0};

  struct Import {
    std::string name;
    std::size_t provider = kNobody;  // its number among the units
  };

  ModulePlan() = default;
  explicit ModulePlan(const std::vector<ModuleUser>& units);

  // What the unit names itself. A provider that would import itself in the end does not count.
  const std::vector<Import>& imports_of(std::size_t unit) const { return imports_[unit]; }
  // With all that these import in turn: each name once, sorted, and only those that somebody provides.
  std::vector<Import> all_imports_of(std::size_t unit) const;
  // All units, providers before those that import them.
  const std::vector<std::size_t>& order() const { return order_; }

 private:
  void visit(std::size_t unit, std::vector<char>& state);

  std::vector<std::vector<Import>> imports_;  // by unit
  std::vector<std::size_t> order_;
};

}  // namespace loadline::frontend
