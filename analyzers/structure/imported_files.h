// Which files a file sees through C++20 imports.
// SPDX-License-Identifier: Apache-2.0
//
//   import shop;      the interface of shop and what that exports by `export import`
//   import :prices;   a partition of the own module, with all that it imports
//   module shop;      the interface of the own module, with all that it imports
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// Keeps a view of the program, which must outlive it.
class ImportedFiles {
 public:
  explicit ImportedFiles(const Program& program);

  // Sorted. Empty for a file that imports nothing.
  std::vector<FileIndex> visible_in(FileIndex file) const;

 private:
  std::vector<std::vector<const Include*>> imports_;  // by file
};

}  // namespace loadline
