// What a worker process does with one unit, and how it tells.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzers/frontend/parse_history.h"
#include "analyzers/frontend/unit_parser.h"

namespace loadline::frontend {

// From the cheapest to the one that survives most.
enum class ParseWay : std::uint8_t { precompiled, plain, includes_only };

struct ParseOutcome {
  TuFacts facts;
  bool parsed_again = false;  // there was an error with the precompiled header, and the facts are from a parse without
  bool may_store = false;
  ParseCost cost;
  std::string_view stored;  // the form for the store, within the answer
};

// In a worker: parses the unit, with request.precompiled when the way is that, and returns an answer for outcome_of().
std::string parse_work(UnitRequest request, ParseWay way, const FilePaths& paths, ScanService& service);

// What an answer says; nothing when it is damaged.
std::optional<ParseOutcome> outcome_of(std::string_view answer, const FilePaths& paths);

}  // namespace loadline::frontend
