// Concerns by modules that the user names, or by the headers of libraries.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/concerns.h"

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/path_pattern.h"

namespace loadline {

Concerns::Concerns(const Analyses& analyses, const RuleEntry& entry) : of_file_(analyses.program().files().size()) {
  if (entry.has("concerns")) {
    take_modules(analyses, entry.patterns("concerns"));
  } else {
    take_libraries(analyses.program());
  }
}

std::uint32_t Concerns::number(const std::string& name) {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    if (names_[i] == name) return i + 1;
  }
  names_.push_back(name);
  return static_cast<std::uint32_t>(names_.size());
}

void Concerns::take_modules(const Analyses& analyses, const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) {
    const std::uint32_t concern = number(pattern.text());
    for (const ModuleIndex module : pattern.modules_in(analyses.modules())) {
      for (const FileIndex file : analyses.modules().all()[module].files) {
        if (of_file_[file] == 0) of_file_[file] = concern;
      }
    }
  }
}

void Concerns::take_libraries(const Program& program) {
  for (const LibraryConcern& library : library_concerns()) {
    const Glob glob(library.headers, PatternSyntax::path);
    const std::uint32_t concern = number(library.concern);
    for (FileIndex file = 0; file < of_file_.size(); ++file) {
      const bool is_system = program.files()[file].origin == Origin::system;
      if (is_system && of_file_[file] == 0 && glob.matches(program.files()[file].path)) of_file_[file] = concern;
    }
  }
}

}  // namespace loadline
