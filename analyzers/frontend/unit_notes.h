// What the report of a run says of each unit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/extraction.h"

namespace loadline::frontend {

class UnitNotes {
 public:
  // `source`: the unit's, as messages show it.
  void add(const std::string& source, const TuFacts& facts, bool from_cache, ExtractionReport& report);
  // Sorts the units, and adds the headers that were missed.
  void finish(ExtractionReport& report) const;

 private:
  std::map<std::string, std::set<std::string>> missing_;  // spelling, sources
};

}  // namespace loadline::frontend
