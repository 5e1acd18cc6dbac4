// The doctor's findings as JSON.
// SPDX-License-Identifier: Apache-2.0

#include "analyzers/readers/unread_files.h"
#include "analyzers/words/json_text.h"
#include "tool/reading_notes.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

std::string_view name_of(UnitOutcome outcome) {
  switch (outcome) {
    case UnitOutcome::parsed: return "parsed";
    case UnitOutcome::partial: return "partial";
    case UnitOutcome::lost: return "lost";
  }
  return "";
}

Json changes_json(const Sources& sources) {
  Json list = Json::array();
  for (const ArgumentChange& change : sources.changes) {
    list.push_back({{"argument", change.argument},
                    {"replacement", change.replacement},
                    {"reason", change.reason},
                    {"commands", change.commands},
                    {"matters", change.matters}});
  }
  return list;
}

Json skipped_json(const Sources& sources) {
  Json list = Json::array();
  for (const SkippedEntries& skipped : sources.skipped) {
    list.push_back({{"reason", skipped.reason}, {"matters", skipped.matters}, {"sources", skipped.sources}});
  }
  return list;
}

Json missing_headers_json(const ExtractionReport& extraction) {
  Json list = Json::array();
  for (const MissingHeader& header : extraction.missing_headers) {
    list.push_back({{"header", header.spelling}, {"included_from", header.included_from}});
  }
  return list;
}

Json degraded_units_json(const ExtractionReport& extraction) {
  Json list = Json::array();
  for (const UnitReport& unit : extraction.units) {
    if (unit.outcome == UnitOutcome::parsed) continue;
    list.push_back({{"source", unit.source},
                    {"outcome", name_of(unit.outcome)},
                    {"lines", unit.lines},
                    {"lost_lines", unit.lost_lines},
                    {"problems", unit.problems}});
  }
  return list;
}

Json unread_json(const Project& project) {
  const std::vector<PathPattern>& exclude = project.config.architecture.exclude;
  const UnreadFiles unread = find_unread_files(project.root, project.program, exclude);
  Json includes = Json::array();
  for (const UnreadInclude& include : find_unread_includes(project.root, project.program, exclude)) {
    includes.push_back({{"file", include.file}, {"line", include.line}, {"includes", include.spelling}});
  }
  return {{"headers", unread.headers}, {"sources", unread.sources}, {"includes", includes}};
}

Json notes_json(const Project& project) {
  Json list = Json::array();
  for (const ReadingNote& note : reading_notes(project)) list.push_back({{"what", note.what}, {"to_do", note.to_do}});
  return list;
}

Json databases_json(const Sources& sources) {
  Json list = Json::array();
  for (const CompileDatabase& database : sources.databases) {
    list.push_back({{"file", database.file.string()}, {"label", database.label}, {"entries", database.entries}});
  }
  return list;
}

Json third_party_json(const Program& program) {
  Json list = Json::array();
  for (const File& file : program.files()) {
    if (file.is_third_party) list.push_back(file.path);
  }
  return list;
}

Json precompiled_json(const PrecompiledReport& report) {
  Json headers = Json::array();
  for (const PrecompiledHeaderReport& header : report.headers) {
    headers.push_back({{"includes", header.includes},
                       {"stands_on", header.stands_on < 0 ? Json() : Json(header.stands_on)},
                       {"files", header.files},
                       {"source_bytes", header.source_bytes},
                       {"bytes", header.bytes},
                       {"units", header.units},
                       {"from_cache", header.from_cache},
                       {"usable", header.usable}});
  }
  return {{"allowed", report.allowed},
          {"headers", headers},
          {"refused", report.refused},
          {"parsed_again", report.parsed_again}};
}

}  // namespace

void write_doctor_json(const Project& project, std::ostream& out) {
  const Coverage coverage = coverage_of(project);
  const Json report{{"version", program_version()},
                    {"config", project.config.path},
                    {"database", project.sources.database.string()},
                    {"databases", databases_json(project.sources)},
                    {"inferred", project.sources.inferred},
                    {"entries", project.sources.entries},
                    {"duplicates", project.sources.duplicates},
                    {"builtin_headers", project.extraction.resource_dir},
                    {"confined_by_landlock", project.extraction.confined_by_landlock},
                    {"confined_by_seccomp", project.extraction.confined_by_seccomp},
                    {"units", coverage.units},
                    {"partial", coverage.degraded},
                    {"lost", coverage.lost},
                    {"lines", coverage.lines},
                    {"lost_lines", coverage.lost_lines},
                    {"parse_rate", parse_rate(project)},
                    {"min_parse_rate", project.config.min_parse_rate},
                    {"complete", is_complete(project)},
                    {"changed_arguments", changes_json(project.sources)},
                    {"skipped_entries", skipped_json(project.sources)},
                    {"missing_headers", missing_headers_json(project.extraction)},
                    {"degraded_units", degraded_units_json(project.extraction)},
                    {"notes", notes_json(project)},
                    {"unread", unread_json(project)},
                    {"third_party", third_party_json(project.program)},
                    {"precompiled_headers", precompiled_json(project.extraction.precompiled)},
                    {"warnings", project.warnings}};
  // File names need not be UTF-8, JSON must be.
  out << indented_json_text(report, 2) << '\n';
}

}  // namespace loadline
