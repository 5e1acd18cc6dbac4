// Finds files that only include others.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/build_files.h"

#include <algorithm>

#include "analyzers/model/header_pairs.h"

namespace loadline {
namespace {

// "CMakeFiles/app.dir/Unity", "app_autogen", Meson's "app.p", or a build folder at the top.
bool is_in_build_folder(std::string_view path) {
  const std::vector<std::string_view> folders = folders_of(path);
  return (!folders.empty() && is_build_folder(folders.front())) ||
         std::any_of(folders.begin(), folders.end(), [](std::string_view folder) {
           return folder == "CMakeFiles" || folder.ends_with("_autogen") || folder.ends_with(".p");
         });
}

}  // namespace

std::vector<bool> written_by_build(const Program& program) {
  std::vector<bool> only_includes(program.files().size());
  for (const Include& include : program.includes()) {
    only_includes[include.from] = is_in_build_folder(program.files()[include.from].path);
  }
  for (const Symbol& symbol : program.symbols()) {
    for (const Location& place : {symbol.declared, symbol.defined}) {
      if (place.known()) only_includes[place.file] = false;
    }
  }
  for (FileIndex file = 0; file < only_includes.size(); ++file) {
    if (only_includes[file] && !program.references_in(file).empty()) only_includes[file] = false;
  }
  return only_includes;
}

}  // namespace loadline
