// Reads what the comments of a fixture expect to find on their line, and compares it with what was found.
// SPDX-License-Identifier: Apache-2.0
//
//   return lib::get();  // refs: call app::f -> lib::get, read app::f -> lib::limit
//
// A mark on a line of its own speaks of the next line of code; `/* refs: … */` serves inside macro bodies. A line
// without a mark has no references between symbols of the project. Notation of one reference:
//
//   [~]kind[^][*] from -> to   ~ implicit: nothing is written there; ^ a call that may end in an override;
//                              * known only from an instantiation of the template that is there
//   type - -> lib::X           from file scope
//   include -> lib/x.h         an #include of a project file
//   call f -> g(int)           functions that share a name with another one show their parameters
//   type f -> X@lib/x.h#2      other symbols that share a name show their file, and which of them there is meant
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/effects.h"
#include "analyzers/model/program.h"
#include "analyzers/services/api_uses.h"

namespace loadline::test {

// "file:line" → what is there, sorted.
using Marks = std::map<std::string, std::vector<std::string>>;

// The marks of the project's files that begin with `label`, e.g. "refs:".
Marks expected_marks(const std::filesystem::path& root, const std::string& label);

// The references between project symbols and the includes between project files.
Marks found_references(const Program& program);

// One line for each difference: "lib/a.h:3: missing: …", "lib/a.h:3: unexpected: …"; empty when there is none.
std::string differences(const Marks& expected, const Marks& found);

// The name of a symbol in the notation above.
class SymbolNames {
 public:
  explicit SymbolNames(const Program& program);
  std::string of(SymbolIndex symbol) const;
  std::string of_id(SymbolId symbol) const;

 private:
  std::vector<std::string> names_;  // by symbol index
  const Program& program_;
};

}  // namespace loadline::test
