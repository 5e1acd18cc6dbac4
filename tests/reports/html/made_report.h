// Reports on programs that are made up: a hostile one, and a very large one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "reports/scalability_report.h"

namespace loadline::test {

// All that a report needs, kept together.
struct MadeReport {
  Program program;
  Architecture architecture;
  std::vector<BuildTarget> targets;
  std::unique_ptr<Analyses> analyses;
  RunResult run;

  ScalabilityReport report(const std::string& project) const;
};

// The report on a program with this run, without history, source lines or links.
ScalabilityReport judged(const Analyses& analyses, const RunResult& run, const std::string& project);

// Every hostile text is the name of a module, of a file in it and of a symbol; the modules use each other in a cycle,
// and a finding is about each.
std::unique_ptr<MadeReport> hostile_report();

// So many modules with about so many dependencies: mostly downwards, a few of them up again inside groups of twenty.
std::unique_ptr<MadeReport> large_report(std::uint32_t modules, std::size_t dependencies);

// The names of the modules of hostile_report().
std::vector<std::string> hostile_module_names();

}  // namespace loadline::test
