// Has units parsed, and what they share made, in worker processes that may die of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "analyzers/frontend/extraction_unit.h"
#include "analyzers/frontend/module_builds.h"
#include "analyzers/frontend/parse_work.h"
#include "analyzers/frontend/precompiled/precompilation.h"
#include "analyzers/frontend/threads/worker_pool.h"

namespace loadline::frontend {

// Thread-safe, for as many threads as there are workers.
class UnitWorkers {
 public:
  struct Result {
    TuFacts facts;
    bool parsed_again = false;      // an attempt with a precompiled header was in vain
    std::optional<ParseCost> cost;  // of a parse that came to its end
  };

  // Starts the processes: all that is to be parsed is planned, and no other thread may be running.
  UnitWorkers(std::size_t workers, const WorkLimits& limits, const std::vector<ExtractionUnit>& units,
              const FilePaths& paths, FactStore& store, ScanService& service, Precompilation& precompilation,
              ModuleBuilds& modules);

  void make_header(std::size_t node);          // of the precompilation
  void make_module_header(std::size_t group);  // of the modules
  void make_interface(std::size_t unit);       // of a module's unit whose facts are known
  // See WorkerPool.
  std::shared_lock<std::shared_mutex> hold_off_replacing() { return pool_.hold_off_replacing(); }
  // The facts, which are stored as well. Of a unit that workers die of, its includes.
  Result parse(std::size_t unit);

 private:
  std::string answer(std::uint64_t request);
  std::string parse_here(std::size_t unit, ParseWay way);
  UnitRequest request_of(const ExtractionUnit& unit) const;
  bool may_be_precompiled(std::size_t unit) const;
  Result taken(const ExtractionUnit& unit, ParseOutcome& outcome, ParseWay way, const std::string& loss);

  const std::vector<ExtractionUnit>& units_;
  const FilePaths& paths_;
  FactStore& store_;
  ScanService& service_;
  Precompilation& precompilation_;
  ModuleBuilds& modules_;
  WorkerPool pool_;  // last: its processes start with a copy of all the others
};

}  // namespace loadline::frontend
