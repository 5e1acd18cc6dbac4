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
  Inputs inputs;            // in the worker: all that the parse asked for
  std::string_view stored;  // where it was asked for: the form for the store, within the answer
};

// In a worker: parses the unit, with request.precompiled when the way is that. `request.scan`: of the unit.
ParseOutcome parse_work(UnitRequest request, ParseWay way, const FilePaths& paths, ScanService& service);

// In a worker: the answer for outcome_of(). What is stored belongs to the bytes that were parsed: `scan` is the unit's.
std::string answer_with(const ParseOutcome& outcome, const UnitScan& scan, const FilePaths& paths,
                        const ScanService& service);

// What an answer says; nothing when it is damaged.
std::optional<ParseOutcome> outcome_of(std::string_view answer, const FilePaths& paths);

}  // namespace loadline::frontend
