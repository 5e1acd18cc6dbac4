// The doctor's findings as text.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iomanip>
#include <sstream>

#include <fmt/core.h>

#include "analyzers/readers/unread_files.h"
#include "analyzers/words/phrases.h"
#include "reports/terminal_text.h"
#include "tool/reading_notes.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

// Whether the kernel helps to keep Clang from starting programs and writing files.
std::string confinement_text(const ExtractionReport& extraction) {
  if (extraction.confined_by_landlock && extraction.confined_by_seccomp) return "active (Landlock and seccomp)";
  if (extraction.confined_by_landlock) return "active in part: Landlock; this kernel offers no seccomp filters";
  if (extraction.confined_by_seccomp) return "active in part: seccomp; this kernel offers no Landlock";
  return "none: this kernel offers neither Landlock nor seccomp filters";
}

// Groups are cut here: what is wrong with a thousand sources shows in the first few.
constexpr std::size_t kShown = 10;

// Paths inside the project are shown from its root.
std::string shown(const Project& project, const std::filesystem::path& path) {
  const std::filesystem::path relative = path.lexically_relative(project.root);
  const bool is_inside = !relative.empty() && *relative.begin() != "..";
  return terminal_text(is_inside ? relative.generic_string() : path.generic_string());
}

std::string percent(double rate) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << 100 * rate << " %";
  return text.str();
}

// The first lines of a group, and how many more there are.
template <class Items, class Line>
void write_some(const Items& items, const char* indent, std::ostream& out, Line line) {
  for (std::size_t at = 0; at < std::min(items.size(), kShown); ++at) out << indent << line(items[at]) << '\n';
  if (items.size() > kShown) out << indent << "… and " << items.size() - kShown << " more\n";
}

void write_overview(const Project& project, std::ostream& out) {
  const Sources& sources = project.sources;
  const Coverage coverage = coverage_of(project);
  out << version_line() << "\n\n";
  out << "configuration    " << (project.config.path.empty() ? "none: defaults" : terminal_text(project.config.path))
      << '\n';
  if (sources.inferred) {
    out << "compile commands guessed from the source tree\n";
  } else {
    out << "compile commands " << shown(project, sources.database);
    for (std::size_t i = 1; i < sources.databases.size(); ++i) out << ", " << shown(project, sources.databases[i].file);
    out << ": " << sources.entries << " entries, " << sources.duplicates << " of them duplicates\n";
  }
  out << "modules          " << terminal_text(origin_of_parts(project)) << '\n';
  out << "builtin headers  " << terminal_text(project.extraction.resource_dir) << '\n';
  out << "confinement      " << confinement_text(project.extraction) << '\n';
  out << "parse rate       " << percent(parse_rate(project)) << " of " << coverage.lines << " lines ("
      << coverage.lost_lines << " lost); " << percent(project.config.min_parse_rate) << " required\n"
      << "units            " << coverage.units << " (" << coverage.units - coverage.lost - coverage.degraded
      << " clean, " << coverage.degraded << " partial, " << coverage.lost << " lost)\n";
}

void write_third_party(const Project& project, std::ostream& out) {
  std::vector<std::string_view> copies;
  for (const File& file : project.program.files()) {
    if (file.is_third_party) copies.push_back(file.path);
  }
  if (copies.empty()) return;
  out << "\nCopies of libraries, judged like installed ones (sources: {third_party: […]} says which)\n";
  write_some(copies, "  ", out, [](std::string_view path) { return terminal_text(path); });
}

void write_changes(const Sources& sources, bool matters, const char* title, std::ostream& out) {
  bool is_first = true;
  for (const ArgumentChange& change : sources.changes) {
    if (change.matters != matters) continue;
    if (is_first) out << '\n' << title << '\n';
    is_first = false;
    out << "  " << terminal_text(change.argument);
    out << (change.replacement.empty() ? " dropped" : " → " + terminal_text(change.replacement));
    out << " in " << change.commands << (change.commands == 1 ? " command: " : " commands: ")
        << terminal_text(change.reason) << '\n';
  }
}

void write_skipped(const Sources& sources, std::ostream& out) {
  if (!sources.skipped.empty()) out << "\nEntries that were not parsed\n";
  for (const SkippedEntries& skipped : sources.skipped) {
    out << "  " << skipped.sources.size() << " × " << terminal_text(skipped.reason)
        << (skipped.matters ? "" : " (does not count against the parse rate)") << '\n';
    write_some(skipped.sources, "      ", out, [](const std::string& source) { return terminal_text(source); });
  }
}

void write_missing_headers(const ExtractionReport& extraction, std::ostream& out) {
  if (!extraction.missing_headers.empty()) out << "\nHeaders that were not found\n";
  write_some(extraction.missing_headers, "  ", out, [](const MissingHeader& header) {
    const std::size_t sources = header.included_from.size();
    std::string line =
        fmt::format("{} in {} {}", terminal_text(header.spelling), sources, sources == 1 ? "unit" : "units");
    if (sources > 0) line += ", e.g. " + terminal_text(header.included_from.front());
    return line;
  });
}

void write_units(const ExtractionReport& extraction, UnitOutcome outcome, const char* title, std::ostream& out) {
  std::vector<const UnitReport*> units;
  for (const UnitReport& unit : extraction.units) {
    if (unit.outcome == outcome) units.push_back(&unit);
  }
  if (units.empty()) return;
  out << '\n' << title << '\n';
  write_some(units, "  ", out, [](const UnitReport* unit) {
    std::string text = terminal_text(unit->source);
    text += fmt::format(": {} of {} lines lost", unit->lost_lines, unit->lines);
    for (const std::string& problem : unit->problems) text += "\n      " + terminal_text(problem);
    return text;
  });
}

void write_unread(const Project& project, std::ostream& out) {
  const std::vector<PathPattern>& exclude = project.config.architecture.exclude;
  const UnreadFiles unread = find_unread_files(project.root, project.program, exclude);
  const std::vector<UnreadInclude> includes = find_unread_includes(project.root, project.program, exclude);
  const auto as_text = [](const std::string& path) { return terminal_text(path); };
  if (!unread.headers.empty()) out << "\nHeaders of the project that no unit includes: they are not in the graph\n";
  write_some(unread.headers, "  ", out, as_text);
  if (!unread.sources.empty()) out << "\nSources of the project that no command compiles: they are not in the graph\n";
  write_some(unread.sources, "  ", out, as_text);
  if (!includes.empty()) {
    out << "\nIncludes in branches that no command compiles, for another platform or option: not in the graph\n";
  }
  write_some(includes, "  ", out, [](const UnreadInclude& include) {
    return terminal_text(fmt::format("{}:{} includes {}", include.file, include.line, include.spelling));
  });
}

std::string megabytes(std::uint64_t bytes) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / 1e6 << " MB";
  return text.str();
}

// "2. on top of 1: <map>, <vector> and 3 more; 41 files, 1.2 MB of source, loaded by 12 units".
std::string precompiled_line(const PrecompiledHeaderReport& header, std::size_t number) {
  constexpr std::size_t kNamed = 4;
  std::string line = std::to_string(number) + ". ";
  if (header.stands_on >= 0) line += fmt::format("on top of {}: ", header.stands_on + 1);
  for (std::size_t i = 0; i < std::min(kNamed, header.includes.size()); ++i) {
    line += (i == 0 ? "" : ", ") + terminal_text(header.includes[i]);
  }
  if (header.includes.size() > kNamed) line += fmt::format(" and {} more", header.includes.size() - kNamed);
  line += fmt::format("; {}, {} of source, ", counted(header.files, "file"), megabytes(header.source_bytes));
  if (!header.usable) return line + "not used: there is an error in it";
  return line + "loaded by " + counted(header.units, "unit") + (header.from_cache ? ", from the cache" : "");
}

void write_precompiled(const ExtractionReport& extraction, std::ostream& out) {
  const PrecompiledReport& report = extraction.precompiled;
  out << "\nPrecompiled headers\n";
  if (!report.allowed) {
    out << "  none: --pch off\n";
  } else if (report.headers.empty()) {
    out << "  none: "
        << (extraction.parsed == 0 ? "no unit had to be parsed\n"
                                   : "what the parsed units share is too little for one to pay off\n");
  }
  std::size_t number = 0;
  for (const PrecompiledHeaderReport& header : report.headers)
    out << "  " << precompiled_line(header, ++number) << '\n';
  const auto write_group = [&](const std::vector<std::string>& units, const char* what) {
    if (units.empty()) return;
    out << "  " << counted(units.size(), "unit") << what << '\n';
    write_some(units, "      ", out, [](const std::string& unit) { return terminal_text(unit); });
  };
  write_group(report.refused, " parsed without, because other macros would apply:");
  write_group(report.parsed_again, " parsed again without, because of errors:");
}

std::vector<std::string> advice(const Project& project) {
  std::vector<std::string> lines;
  for (const ReadingNote& note : reading_notes(project)) {
    lines.push_back(terminal_text(note.what) + (note.to_do.empty() ? "" : "\n      → " + terminal_text(note.to_do)));
  }
  const auto matters = [](const auto& item) { return item.matters; };
  const Sources& sources = project.sources;
  const ExtractionReport& extraction = project.extraction;
  const auto has = [&](UnitOutcome outcome) {
    return std::any_of(extraction.units.begin(), extraction.units.end(),
                       [&](const UnitReport& unit) { return unit.outcome == outcome; });
  };
  if (sources.inferred) lines.push_back("Generate a compile database: guessed include paths and macros miss things.");
  if (!extraction.missing_headers.empty()) {
    lines.push_back(
        "Build the project once, so that generated headers exist; install packages whose headers are missing.");
  }
  if (std::any_of(sources.changes.begin(), sources.changes.end(), matters)) {
    lines.push_back("Check the changed arguments below: without them code may be read differently.");
  }
  if (has(UnitOutcome::partial)) {
    lines.push_back(
        "Partial units keep what Clang could make out; facts near their errors may be missing. What your compiler "
        "takes and "
        "Clang does not, min_parse_rate accepts.");
  }
  if (has(UnitOutcome::lost)) {
    lines.push_back("Lost units give includes only; leave out what cannot be parsed with sources: {exclude: […]}.");
  }
  return lines;
}

}  // namespace

void write_doctor_text(const Project& project, std::ostream& out) {
  write_overview(project, out);
  const std::vector<std::string> lines = advice(project);
  out << (lines.empty() ? "\nNothing to fix.\n" : "\nWhat to do\n");
  for (const std::string& line : lines) out << "  " << line << '\n';
  write_skipped(project.sources, out);
  write_missing_headers(project.extraction, out);
  write_units(project.extraction, UnitOutcome::lost, "Units that gave nothing but their includes", out);
  write_units(project.extraction, UnitOutcome::partial, "Units with errors, read in part", out);
  write_changes(project.sources, true, "Arguments dropped or changed that may change what the code means", out);
  write_unread(project, out);
  write_third_party(project, out);
  write_precompiled(project.extraction, out);
  write_changes(project.sources, false, "Arguments dropped or changed without effect on the facts", out);
}

}  // namespace loadline
