// Headers that have entries of their own in a compile database: to be precompiled, or to be checked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/compile_database.h"

namespace loadline::frontend {

class HeaderCommands {
 public:
  static bool makes_header(const DatabaseEntry& entry);

  // Takes note of an entry that makes a precompiled header.
  void know(const DatabaseEntry& entry);

  // A precompiled header of another compiler cannot be loaded: in its place comes the header that it was made from, where that
  // is known. A header that is only checked (-fsyntax-only) is read as a source.
  std::vector<std::string> rewritten(const std::vector<std::string>& arguments, const std::string& directory,
                                     std::vector<ArgumentChange>& changes) const;

 private:
  std::map<std::string, std::string> headers_;  // by the file that is made from them; both absolute
};

}  // namespace loadline::frontend
