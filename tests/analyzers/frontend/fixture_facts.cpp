// Copies fixtures, writes their compile database, and runs the front end.
// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzers/frontend/fixture_facts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analyzers/calls/effects.h"
#include "analyzers/model/architecture.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/model/program_json.h"

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
  const std::string suffix = path.extension().string();
  return suffix == ".c" || suffix == ".cc" || suffix == ".cpp" || suffix == ".cppm";
}

void write_json(const FixtureProject& project, const nlohmann::json& entries) {
  project.write("compile_commands.json", entries.dump(1));
}

}  // namespace

FixtureProject::FixtureProject() = default;

FixtureProject::FixtureProject(const std::string& fixture) {
  const fs::path from = fs::path(LOADLINE_SOURCE_DIR) / "tests/fixtures" / fixture;
  INFO(from.string());
  REQUIRE(fs::is_directory(from));
  fs::copy(from, root(), fs::copy_options::recursive);
}

void FixtureProject::remove(const std::string& name) const { REQUIRE(fs::remove(root() / name)); }

void FixtureProject::write_database(const std::string& standard, const std::vector<std::string>& more_arguments) const {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root())) {
    if (is_source(entry.path())) files.push_back(entry.path().lexically_relative(root()).string());
  }
  std::sort(files.begin(), files.end());
  nlohmann::json entries = nlohmann::json::array();
  for (const std::string& file : files) {
    const bool is_c = fs::path(file).extension() == ".c";
    std::vector<std::string> arguments{is_c ? "cc" : "c++", is_c ? "-std=gnu11" : "-std=" + standard, "-I."};
    arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
    arguments.insert(arguments.end(), {"-c", file});
    entries.push_back({{"directory", root().string()}, {"file", file}, {"arguments", arguments}});
  }
  write_json(*this, entries);
}

void FixtureProject::write_commands(const std::vector<std::string>& commands) const {
  nlohmann::json entries = nlohmann::json::array();
  for (const std::string& command : commands) {
    const std::string file = command.substr(command.rfind(' ') + 1);
    entries.push_back({{"directory", root().string()}, {"file", file}, {"command", command}});
  }
  write_json(*this, entries);
}

Sources FixtureProject::sources() const {
  SourceRequest request;
  request.root = root();
  return find_sources(request);
}

std::string ExtractionResult::json() const {
  std::ostringstream out;
  write_program_json(program, out);
  return out.str();
}

ExtractionResult extract(const Sources& sources, FactStore& store, unsigned jobs, bool precompile) {
  ExtractionResult result;
  ExtractionOptions options;
  options.jobs = jobs;
  options.precompile = precompile;
  ProgramBuilder builder(usual_third_party());
  result.report = extract_facts(sources, store, options, [&](const TuFacts& facts) {
    builder.add(facts);
    result.units.push_back(facts);
  });
  result.program = std::move(builder).build();
  std::sort(result.units.begin(), result.units.end(),
            [](const TuFacts& a, const TuFacts& b) { return a.path(0) < b.path(0); });
  return result;
}

ExtractionResult extract(const FixtureProject& project, FactStore& store, unsigned jobs) {
  return extract(project.sources(), store, jobs);
}

ExtractionResult extract(const FixtureProject& project) { return extract(project, *make_memory_store()); }

std::string text_of(const Program& program, Location where) {
  if (!where.known()) return "nowhere";
  return std::string(program.files()[where.file].path) + ":" + std::to_string(where.line);
}

std::vector<const Symbol*> symbols_named(const Program& program, const std::string& name) {
  std::vector<const Symbol*> found;
  for (const Symbol& symbol : program.symbols()) {
    if (symbol.name == name) found.push_back(&symbol);
  }
  return found;
}

const Symbol& symbol_named(const Program& program, const std::string& name) {
  const std::vector<const Symbol*> found = symbols_named(program, name);
  INFO("symbols named " << name << ": " << found.size());
  REQUIRE(found.size() == 1);
  return *found.front();
}

}  // namespace loadline::test
