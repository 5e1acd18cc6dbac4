// What a fact set holds besides facts, as JSON: outcomes of units, build targets and services of .proto files.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/fact_set.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "analyzers/facts/fact_archive.h"
#include "analyzers/facts/stored_facts.h"
#include "analyzers/model/configured_handler.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/words/json_text.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"

namespace loadline {

// Found by the JSON library through their types.
void to_json(Json& json, const BuildTarget& target) {
  json = {{"name", target.name},
          {"is_executable", target.is_executable},
          {"is_library", target.is_library},
          {"sources", target.sources},
          {"link_targets", target.link_targets},
          {"is_installed", target.is_installed},
          {"has_soversion", target.has_soversion},
          {"has_version_file", target.has_version_file},
          {"installed_headers", target.installed_headers}};
}
void from_json(const Json& json, BuildTarget& target) {
  json.at("name").get_to(target.name);
  json.at("is_executable").get_to(target.is_executable);
  json.at("is_library").get_to(target.is_library);
  json.at("sources").get_to(target.sources);
  json.at("link_targets").get_to(target.link_targets);
  json.at("is_installed").get_to(target.is_installed);
  json.at("has_soversion").get_to(target.has_soversion);
  json.at("has_version_file").get_to(target.has_version_file);
  json.at("installed_headers").get_to(target.installed_headers);
}
void to_json(Json& json, const ProtoService& service) {
  json = {{"name", service.name}, {"package", service.package}, {"path", service.path}, {"line", service.line}};
}
void from_json(const Json& json, ProtoService& service) {
  json.at("name").get_to(service.name);
  json.at("package").get_to(service.package);
  json.at("path").get_to(service.path);
  json.at("line").get_to(service.line);
}

namespace {

namespace fs = std::filesystem;

std::string about(const Project& project) {
  Json units = Json::array();
  for (const UnitReport& unit : project.extraction.units) {
    units.push_back({{"source", unit.source},
                     {"outcome", static_cast<int>(unit.outcome)},
                     {"lines", unit.lines},
                     {"lost_lines", unit.lost_lines}});
  }
  const Json all = {{"units", std::move(units)},
                    {"missed", missed_sources(project)},
                    {"inferred", project.sources.inferred},
                    {"targets", project.targets},
                    {"protos", project.protos}};
  return json_text(all);
}

// Throws Json::exception when it is not what about() wrote.
void read_about(const std::string& text, Project& project) {
  const Json all = parse_json(text);
  for (const Json& unit : all.at("units")) {
    const int outcome = unit.at("outcome").get<int>();
    UnitReport& report = project.extraction.units.emplace_back();
    report.source = unit.at("source").get<std::string>();
    report.lines = unit.at("lines").get<std::uint64_t>();
    report.lost_lines = unit.at("lost_lines").get<std::uint64_t>();
    report.outcome = outcome == 0 ? UnitOutcome::parsed : outcome == 1 ? UnitOutcome::partial : UnitOutcome::lost;
  }
  SkippedEntries missed{"not parsed when the facts were written", all.at("missed"), true};
  if (!missed.sources.empty()) project.sources.skipped.push_back(std::move(missed));
  project.sources.inferred = all.at("inferred").get<bool>();
  project.targets = all.at("targets").get<std::vector<BuildTarget>>();
  project.protos = all.at("protos").get<std::vector<ProtoService>>();
}

[[noreturn]] void refuse(const std::string& file, ArchiveFault fault) {
  const std::string name = terminal_text(file), again = "write it again: loadline facts -o " + name;
  if (fault == ArchiveFault::other_version) {
    throw UserError(name + " holds facts of another version of loadline", again);
  }
  if (fault == ArchiveFault::damaged) throw UserError(name + " is damaged: it was cut off or changed", again);
  throw UserError(name + " is not a fact set", again);
}

}  // namespace

bool names_fact_set(const std::string& file) { return fs::path(file).extension() == ".facts"; }

void FactSetWriter::add(const TuFacts& facts) { units_.push_back(encode_facts(facts)); }

void FactSetWriter::write(const Project& project, std::ostream& out) {
  write_fact_archive(out, about(project), std::move(units_));
}

std::unique_ptr<Project> read_fact_set(const std::string& file, PreparedProject prepared) {
  std::error_code error;
  const bool waits = fs::exists(file, error) && !fs::is_regular_file(file, error);  // a pipe would not even open
  std::ifstream stream;
  if (!waits) stream.open(file, std::ios::binary);
  if (waits || !stream) {
    const std::string why = fs::is_directory(file, error) ? "it is a folder"
                            : waits                       ? "it is not a regular file"
                                                          : std::strerror(errno);
    throw UserError("cannot read " + terminal_text(file) + ": " + why, "\"loadline facts -o FILE.facts\" writes one");
  }
  auto project = std::make_unique<Project>();
  project->root = std::move(prepared.root);
  project->config = std::move(prepared.config);
  ProgramBuilder builder(project->config.architecture.third_party);
  std::string text;
  const ArchiveFault fault = read_fact_archive(stream, text, [&](const TuFacts& facts) { builder.add(facts); });
  if (fault != ArchiveFault::none) refuse(file, fault);
  try {
    read_about(text, *project);
  } catch (const Json::exception&) {
    refuse(file, ArchiveFault::damaged);
  }
  project->program = std::move(builder).build();
  project->analyses =
      std::make_unique<Analyses>(project->program, project->config.architecture, project->targets,
                                 project->config.libraries, project->protos, std::vector<ConfiguredHandler>());
  return project;
}

}  // namespace loadline
