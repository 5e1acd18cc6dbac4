// Parses every TU that the cache does not know yet and hands out the facts. The boundary between Clang and the rest.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analyzers/facts/fact_store.h"
#include "analyzers/facts/facts.h"
#include "analyzers/frontend/commands/sources.h"
#include "analyzers/frontend/precompiled/precompiled_report.h"

namespace loadline {

struct ExtractionOptions {
  unsigned jobs = 1;
  bool precompile = true;          // use precompiled headers where they pay; the facts are the same without
  std::uint64_t memory_limit = 0;  // bytes that all parses at one time may hold; 0: no limit
  // Called after the includes of a TU were looked up, before any is parsed; otherwise as `progress`.
  std::function<void(std::uint32_t done, std::uint32_t total, const std::string& source)> scanning;
  double unit_seconds = 60;                            // of CPU that one unit may take
  std::uint64_t unit_memory = std::uint64_t{4} << 30;  // bytes that one unit may take
  // Called after each TU, from one thread at a time: `done` of `total`, and the source just finished.
  std::function<void(std::uint32_t done, std::uint32_t total, const std::string& source)> progress;
};

enum class UnitOutcome : std::uint8_t { parsed, partial, lost };

struct UnitReport {
  std::string source;  // repo-relative
  UnitOutcome outcome = UnitOutcome::parsed;
  bool from_cache = false;
  std::uint64_t lines = 0;            // of the files that it analyses: its source, and its share of the headers
  std::uint64_t lost_lines = 0;       // of them, those that errors have cost
  std::vector<std::string> problems;  // "src/a.cc:12: 'foo.h' file not found", the first few
};

// A header that several TUs miss: one cause, many symptoms.
struct MissingHeader {
  std::string spelling;
  std::vector<std::string> included_from;  // repo-relative sources, sorted
};

struct ExtractionReport {
  std::vector<UnitReport> units;               // sorted by source
  std::vector<MissingHeader> missing_headers;  // sorted by number of sources, most first
  std::uint32_t parsed = 0;                    // freshly, in this run
  std::uint32_t from_cache = 0;
  std::uint32_t scanned = 0;  // units whose includes were looked up again
  // What keeps Clang from starting programs and writing files, beside the choice of its options.
  bool confined_by_landlock = false;
  bool confined_by_seccomp = false;
  PrecompiledReport precompiled;  // nothing in it when nothing was precompiled
  std::string resource_dir;       // where Clang's builtin headers were found
};

// `sink` receives the facts of each TU once, in any order, from one thread at a time. Facts do not depend on the number of
// jobs, on the order of the database, or on the cache. Throws UserError when nothing can be parsed (no builtin headers).
ExtractionReport extract_facts(const Sources& sources, FactStore& store, const ExtractionOptions& options,
                               const std::function<void(const TuFacts&)>& sink);

// The version of the Clang that parses, for `loadline version`.
std::string clang_version();

}  // namespace loadline
