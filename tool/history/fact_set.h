// A fact set: all that was read from a project, in one file, to be compared with later without its sources.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tool/pipeline.h"

namespace loadline {

// "main.facts": what `loadline facts -o` writes as a fact set, and what BASE and HEAD name besides commits.
bool names_fact_set(const std::string& file);

// Gathers the facts of an analysis that runs with ProjectOptions::on_facts set to add().
class FactSetWriter {
 public:
  void add(const TuFacts& facts);
  // Same facts, same bytes. Call it once.
  void write(const Project& project, std::ostream& out);

 private:
  std::vector<std::string> units_;  // encoded
};

// The project as it was when the file was written, seen with the configuration that `prepared` has; its build targets are
// in the file. Throws UserError for a file that is not a fact set, is damaged, or is of another version.
std::unique_ptr<Project> read_fact_set(const std::string& file, PreparedProject prepared);

}  // namespace loadline
