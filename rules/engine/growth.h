// What joins a finding that is already known: code that it did not rest on before.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzers/model/program.h"
#include "rules/engine/finding.h"

namespace loadline {

// A carrier as the baseline keeps it.
struct CarrierName {
  std::string file, symbol;  // as in FindingCarrier

  friend auto operator<=>(const CarrierName&, const CarrierName&) = default;
};

std::vector<CarrierName> names_of(const std::vector<FindingCarrier>& carriers);

struct Growth {
  std::vector<FindingCarrier> known;  // those of the finding that were there, under this or another place
  std::vector<Finding> joined;        // one for each file with new carriers, sorted by file
};

// Compares a current finding with the carriers it had. Symbols are distinguished by name and file: not by line, so that an edit
// elsewhere is not growth, nor by what they refer to, so that a frozen function may be rewritten. A symbol that moved to
// another file is the same symbol; so is a file that was renamed, when it has one of its symbols or keeps its name. With
// no carriers on either side there is nothing to compare: everything is known.
Growth growth_of(const Finding& finding, std::span<const CarrierName> then, const Program& program);

}  // namespace loadline
