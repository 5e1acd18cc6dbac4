// Which files a file reaches by its includes, as one translation unit reads them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Basic/FileEntry.h>
#include <clang/Basic/FileManager.h>

#include <map>
#include <set>

#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

class IncludeClosure {
 public:
  using Files = std::set<const clang::FileEntry*>;

  // To be called for each directive, also for those that are skipped because their file has been read.
  void add(const clang::FileEntry* from, const clang::FileEntry* to) { included_[from].insert(to); }
  // A unit that loads a precompiled header sees no directives of the files in it: they are taken from the scan, when they
  // are asked for. `scan` and `files` must outlive this.
  void complete_from(const UnitScan& scan, clang::FileManager& files);

  // Whether `from` is `to`, or includes it, directly or not. REQUIRES: all directives have been added.
  bool reaches(const clang::FileEntry* from, const clang::FileEntry* to);

 private:
  void add_scanned();
  void collect(const clang::FileEntry* from, Files& reached) const;

  const UnitScan* scan_ = nullptr;
  clang::FileManager* files_ = nullptr;
  std::map<const clang::FileEntry*, Files> included_;
  std::map<const clang::FileEntry*, Files> closures_;
};

}  // namespace loadline::frontend
