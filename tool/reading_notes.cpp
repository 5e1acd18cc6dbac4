// Notes about sources, headers and compilers.
// SPDX-License-Identifier: Apache-2.0
#include "tool/reading_notes.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNamed = 5;

// The first few names, and how many more there are.
std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kNamed) text += fmt::format(" and {} more", names.size() - kNamed);
  return text;
}

// "**/*.cu" for each suffix of the sources.
std::string exclude_line(const std::vector<std::string>& sources) {
  std::set<std::string> suffixes;
  for (const std::string& source : sources) suffixes.insert(fs::path(source).extension().string());
  std::string patterns;
  for (const std::string& suffix : suffixes) patterns += (patterns.empty() ? "\"**/*" : ", \"**/*") + suffix + '"';
  return fmt::format("sources: {{ exclude: [{}] }}", patterns);
}

ReadingNote note_of(const Project& project, const SkippedEntries& skipped) {
  const std::vector<std::string> names = shown_sources(project, skipped);
  const std::string what = counted(names.size(), "source") + " not read: " + skipped.reason + ": " + list_of(names);
  switch (skipped.cause) {
    case SkipCause::language:
      return {what, fmt::format("write \"{}\" in loadline.yaml if the rest is enough", exclude_line(names))};
    case SkipCause::not_built: return {what, "build the project once, or its generated sources, to have them read"};
    case SkipCause::gone:
      return {what, "let the build system write its compile database again; it no longer fits the source tree"};
    case SkipCause::elsewhere: {
      const std::string& from = project.sources.moved_from;
      return {fmt::format("{}; the database was made where the project was in {}, in a container or on another machine",
                          what, from),
              fmt::format("add --path-map {}={} to read it here", from, project.root.string())};
    }
    case SkipCause::command:
      return {what,
              "see what these entries of the compile database run; a compiler's name ends in gcc, g++, clang, cl …"};
    case SkipCause::entry: return {what, "each entry needs \"directory\", \"file\" and \"command\" or \"arguments\""};
    case SkipCause::nothing:
    case SkipCause::probe: return {};
  }
  return {};
}

// A cross compiler's own headers are found by asking it, which only the user may allow.
ReadingNote cross_compiler_note(const Project& project) {
  std::string flags, names;
  for (const CrossCompiler& compiler : project.sources.cross_compilers) {
    flags += " --query-driver=" + compiler.program;
    names += (names.empty() ? "" : ", ") + fs::path(compiler.program).filename().string();
  }
  return {names + " has headers of its own, and " + counted(project.extraction.missing_headers.size(), "header") +
              " could not be found, such as " + project.extraction.missing_headers.front().spelling,
          "let loadline ask the compiler where they are: add" + flags};
}

ReadingNote unknown_target_note(const Project& project) {
  return {fmt::format("Clang does not know the target {}: its code is read as if for another processor",
                      list_of(project.sources.unknown_targets)),
          ""};
}

// Options that the build keeps in a file which is not there (yet).
std::vector<std::string> unread_response_files(const Sources& sources) {
  std::vector<std::string> files;
  for (const ArgumentChange& change : sources.changes) {
    if (change.argument.starts_with('@')) files.push_back(change.argument);
  }
  return files;
}

std::vector<std::string> sources_outside(const Project& project) {
  std::set<std::string> outside;
  for (const CompileCommand& command : project.sources.commands) {
    const auto lies_below = [&](const fs::path& folder) {
      const fs::path relative = fs::path(command.source).lexically_relative(folder);
      return !relative.empty() && *relative.begin() != "..";
    };
    if (!lies_below(project.root) && !lies_below(project.sources.build_dir)) outside.insert(command.source);
  }
  return {outside.begin(), outside.end()};
}

// Modules of the configuration that this build does not compile.
ReadingNote unbuilt_modules_note(const Project& project) {
  std::vector<std::string> patterns;
  for (const PathPattern& pattern : project.analyses->modules().unread_patterns()) patterns.push_back(pattern.text);
  return {fmt::format("no unit of this build reads {}: nothing is reported about what is there", list_of(patterns)),
          "configure the build with these parts, or name a build folder that has them with -p"};
}

// The names of namespace std that units use and the headers found here do not have: "std::ranges::to".
std::vector<std::string> missing_standard_names(const Project& project) {
  constexpr std::string_view kBegin = ": no member named '", kMiddle = "' in namespace 'std";
  std::set<std::string> names;
  for (const UnitReport& unit : project.extraction.units) {
    if (unit.lost_lines == 0) continue;
    for (const std::string& problem : unit.problems) {
      const std::size_t begin = problem.find(kBegin), middle = problem.find(kMiddle), end = problem.rfind('\'');
      if (begin == std::string::npos || middle == std::string::npos || end < middle + kMiddle.size()) continue;
      const std::size_t name = begin + kBegin.size(), space = middle + kMiddle.size() - 3;
      names.insert(problem.substr(space, end - space) + "::" + problem.substr(name, middle - name));
    }
  }
  return {names.begin(), names.end()};
}

std::string name_of(ModuleSource source) {
  switch (source) {
    case ModuleSource::config: return "the configuration";
    case ModuleSource::build_targets: return "build targets";
    case ModuleSource::directories: return "folders";
  }
  return {};
}

std::string name_of(ServiceSource source) {
  switch (source) {
    case ServiceSource::config: return " from the configuration";
    case ServiceSource::build_targets: return " from build targets";
    case ServiceSource::mains: return " from files with a main()";
    case ServiceSource::none: return "";
  }
  return {};
}

}  // namespace

std::vector<ReadingNote> reading_notes(const Project& project) {
  const Sources& sources = project.sources;
  std::vector<ReadingNote> notes;
  for (const bool matters : {true, false}) {
    for (const SkippedEntries& skipped : sources.skipped) {
      if (skipped.matters != matters) continue;
      ReadingNote note = note_of(project, skipped);
      if (!note.what.empty()) notes.push_back(std::move(note));
    }
  }
  if (!sources.cross_compilers.empty() && !project.extraction.missing_headers.empty()) {
    notes.push_back(cross_compiler_note(project));
  }
  if (!project.analyses->modules().unread_patterns().empty()) notes.push_back(unbuilt_modules_note(project));
  if (const std::vector<std::string> names = missing_standard_names(project); !names.empty()) {
    notes.push_back({"the C++ standard library found here lacks " + list_of(names),
                     "run loadline where the project compiles, or install the library of a newer compiler"});
  }
  if (const std::vector<std::string> files = unread_response_files(sources); !files.empty()) {
    notes.push_back({"options in response files that cannot be read are not known: " + list_of(files),
                     "build the project once, so that these files exist, or write a new compile database"});
  }
  if (!sources.unknown_targets.empty()) notes.push_back(unknown_target_note(project));
  if (const std::vector<std::string> outside = sources_outside(project); !outside.empty()) {
    notes.push_back({fmt::format("{} outside {} read, but no part of any module: {}", counted(outside.size(), "source"),
                                 project.root.string(), list_of(outside)),
                     sources.moved_from.empty()
                         ? "run loadline on the folder that holds them and the project, if they belong to it"
                         : fmt::format("the same sources are here: add --path-map {}={} to read them instead",
                                       sources.moved_from, project.root.string())});
  }
  return notes;
}

std::string origin_of_parts(const Project& project) {
  const Modules& modules = project.analyses->modules();
  std::string text = counted(modules.all().size(), "module") + " from " + name_of(modules.source());
  text += modules.services().empty()
              ? ", no services"
              : ", " + counted(modules.services().size(), "service") + name_of(modules.service_source());
  return text;
}

}  // namespace loadline
