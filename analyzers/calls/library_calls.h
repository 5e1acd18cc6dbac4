// What a call does whose body is not part of the program: by the signature, corrected by the models.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/program.h"

namespace loadline {

class LibraryCalls {
 public:
  LibraryCalls(const Program& program, const Libraries& libraries);

  bool changes_object(const CallFact& call) const;
  bool changes_argument(const CallFact& call, const ArgumentFact& argument) const;
  // A lock, a logger, a metric, a client: changing it is no state of the application.
  bool is_infrastructure(SymbolIndex symbol) const;

 private:
  enum Trait : std::uint8_t { kKnown = 1, kInfrastructure = 2, kHarmless = 4, kChanging = 8, kStandard = 16 };
  std::uint8_t traits(SymbolIndex symbol) const;
  std::uint8_t find_traits(SymbolIndex symbol) const;
  bool is_infrastructure_by_name(const Symbol& symbol) const;
  bool is_outside(std::string_view outermost_namespace) const;

  const Program& program_;
  const Libraries& libraries_;
  mutable std::vector<std::uint8_t> traits_;              // by symbol, found when first asked for
  mutable std::unordered_set<std::string_view> outside_;  // outermost namespaces with symbols outside the project
};

}  // namespace loadline
