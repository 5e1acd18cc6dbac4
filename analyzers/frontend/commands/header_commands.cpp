// Precompiled and checked headers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/header_commands.h"

#include <algorithm>
#include <filesystem>

#include "analyzers/frontend/files/file_paths.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// The header of "pch.h.pch" and "pch.h.gch", where it is beside it.
std::string header_beside(const std::string& made) {
  const fs::path header = fs::path(made).replace_extension();
  std::error_code error;
  return fs::is_regular_file(header, error) ? header.string() : std::string();
}

// "c++" for "c++-header".
std::string source_language(const std::string& name) {
  constexpr std::string_view kEnd = "-header";
  return name.ends_with(kEnd) ? name.substr(0, name.size() - kEnd.size()) : name;
}

}  // namespace

bool HeaderCommands::makes_header(const DatabaseEntry& entry) {
  return entry.output.ends_with(".pch") || entry.output.ends_with(".gch");
}

void HeaderCommands::know(const DatabaseEntry& entry) {
  headers_[real_path(entry.output, entry.directory)] = real_path(entry.file, entry.directory);
}

Words HeaderCommands::rewritten(const Words& arguments, const std::string& directory,
                                std::vector<ArgumentChange>& changes) const {
  const bool only_checks = std::find(arguments.begin(), arguments.end(), "-fsyntax-only") != arguments.end();
  Words result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool has_next = i + 1 < arguments.size();
    if (word == "-include-pch" && has_next) {
      const std::string made = real_path(arguments[i + 1], directory);
      const auto known = headers_.find(made);
      const std::string header = known == headers_.end() ? header_beside(made) : known->second;
      if (!header.empty()) {
        changes.push_back({"-include-pch " + arguments[i + 1], "a precompiled header of another compiler",
                           "-include " + header, 0, false});
        result.insert(result.end(), {"-include", header});
        ++i;
        continue;
      }
    }
    if (only_checks && word == "-x" && has_next) {
      result.insert(result.end(), {word, source_language(arguments[++i])});
    } else {
      result.push_back(only_checks && word.starts_with("-x") ? source_language(word) : word);
    }
  }
  return result;
}

}  // namespace loadline::frontend
