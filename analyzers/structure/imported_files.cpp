// Follows imports as [module.import] passes them on.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/imported_files.h"

#include <set>
#include <utility>

namespace loadline {
namespace {

// Within one module everything that a unit imports is passed on, and only units of a module can name its partitions.
bool is_of_own_module(const Include& import) {
  return import.import_kind == ImportKind::own || import.spelling.find(':') != std::string_view::npos;
}

}  // namespace

ImportedFiles::ImportedFiles(const Program& program) : imports_(program.files().size()) {
  for (const Include& include : program.includes()) {
    if (include.import_kind != ImportKind::none && include.to != kNone) imports_[include.from].push_back(&include);
  }
}

std::vector<FileIndex> ImportedFiles::visible_in(FileIndex file) const {
  std::set<std::pair<FileIndex, bool>> seen;  // with all that the file imports, or only what it exports
  std::vector<std::pair<FileIndex, bool>> pending{{file, true}};
  std::set<FileIndex> visible;
  while (!pending.empty()) {
    const auto [current, takes_all] = pending.back();
    pending.pop_back();
    for (const Include* import : imports_[current]) {
      if (!takes_all && import->import_kind != ImportKind::exported) continue;
      const std::pair next{import->to, is_of_own_module(*import)};
      visible.insert(import->to);
      if (seen.insert(next).second) pending.push_back(next);
    }
  }
  return {visible.begin(), visible.end()};
}

}  // namespace loadline
