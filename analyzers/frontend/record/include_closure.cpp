// The includes of one translation unit as a graph.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/include_closure.h"

#include <vector>

namespace loadline::frontend {

void IncludeClosure::complete_from(const UnitScan& scan, clang::FileManager& files) {
  scan_ = &scan;
  files_ = &files;
}

void IncludeClosure::add_scanned() {
  const UnitScan* const scan = std::exchange(scan_, nullptr);
  if (scan == nullptr || scan->trace == nullptr) return;
  std::vector<const clang::FileEntry*> entries;
  for (const ScannedFile& file : scan->files) {
    const auto entry = files_->getOptionalFileRef(file.path);
    entries.push_back(entry ? &entry->getFileEntry() : nullptr);
  }
  for (const auto& [from, to] : scan->trace->includes) included_[entries[from]].insert(entries[to]);
}

bool IncludeClosure::reaches(const clang::FileEntry* from, const clang::FileEntry* to) {
  add_scanned();
  const auto [closure, is_new] = closures_.try_emplace(from);
  if (is_new) collect(from, closure->second);
  return closure->second.contains(to);
}

void IncludeClosure::collect(const clang::FileEntry* from, Files& reached) const {
  std::vector<const clang::FileEntry*> pending{from};
  while (!pending.empty()) {
    const clang::FileEntry* const file = pending.back();
    pending.pop_back();
    if (!reached.insert(file).second) continue;
    const auto included = included_.find(file);
    if (included != included_.end()) pending.insert(pending.end(), included->second.begin(), included->second.end());
  }
}

}  // namespace loadline::frontend
