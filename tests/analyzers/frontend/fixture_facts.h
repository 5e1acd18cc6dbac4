// Runs the Clang front end over a small project in a temporary folder and hands back the merged Program.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/commands/sources.h"
#include "analyzers/frontend/extraction.h"
#include "analyzers/model/program.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::test {

// One project on disk. Sources are found in its folder, or come from the fixture it is a copy of.
class FixtureProject {
 public:
  FixtureProject();
  // A copy of tests/fixtures/`fixture`.
  explicit FixtureProject(const std::string& fixture);

  const std::filesystem::path& root() const { return folder_.path(); }
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  std::string read(const std::string& name) const { return folder_.read(name); }
  void remove(const std::string& name) const;

  // compile_commands.json for every source file of the project, sorted: C with -std=c11, the rest with -std=`standard`.
  void write_database(const std::string& standard, const std::vector<std::string>& more_arguments = {}) const;
  // compile_commands.json with these compile commands, each for the source it ends in, in this order.
  void write_commands(const std::vector<std::string>& commands) const;

  Sources sources() const;

 private:
  TemporaryFolder folder_;
};

struct ExtractionResult {
  Program program;
  ExtractionReport report;
  std::vector<TuFacts> units;  // sorted by source

  std::string json() const;  // the whole program, for comparing bytes
};

ExtractionResult extract(const FixtureProject& project, FactStore& store, unsigned jobs = 1);
ExtractionResult extract(const FixtureProject& project);
ExtractionResult extract(const Sources& sources, FactStore& store, unsigned jobs = 1, bool precompile = true);

// "src/a.cc:12"; "nowhere" for what is known in no file.
std::string text_of(const Program& program, Location where);

// The only symbol of this name; fails the test when there is none, or more.
const Symbol& symbol_named(const Program& program, const std::string& name);
std::vector<const Symbol*> symbols_named(const Program& program, const std::string& name);

}  // namespace loadline::test
