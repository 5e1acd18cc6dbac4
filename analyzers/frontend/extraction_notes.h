// Collects what happened to each unit, for the report of an extraction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/extraction.h"

namespace loadline::frontend {

// For one thread at a time.
class ExtractionNotes {
 public:
  void note(const std::string& source, const TuFacts& facts, bool from_cache);
  // Fills in the units and the missing headers of `report`, sorted.
  void finish(ExtractionReport& report);

 private:
  std::vector<UnitReport> units_;
  std::map<std::string, std::set<std::string>> missing_headers_;  // by spelling: the sources that miss it
  std::uint32_t parsed_ = 0, from_cache_ = 0;
};

}  // namespace loadline::frontend
