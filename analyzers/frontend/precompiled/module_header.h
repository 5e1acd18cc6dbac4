// Which system headers the units of C++20 modules share in one precompiled header, and which of them read the same with it.
// SPDX-License-Identifier: Apache-2.0
//
// Units of modules each include little, and not the same; but they have to agree on one header, because Clang takes an
// interface only together with the one it was made with. So it holds more than each of them includes. The proof is the
// same as for other units (precompilation.h), over the files that the unit reads without it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

struct HeaderUser {
  const CompileCommand* command = nullptr;
  const Invocation* invocation = nullptr;
  UnitScan* scan = nullptr;  // scanned again when it has no trace
};

struct ModuleHeader {
  std::string text;                 // its #include lines; "" when it would not pay off
  std::string content;              // digest of all files that it reads
  std::size_t files = 0;            // these
  std::vector<std::size_t> takers;  // into the users: those that read the same with it
};

// `users`: of one dialect and folder; the header is made with the flags of the first.
ModuleHeader choose_module_header(const std::vector<HeaderUser>& users, const FilePaths& paths, ScanService& service,
                                  IdentifierIndex& identifiers, unsigned jobs);

// The scan of a unit as it is parsed: with the headers of the standard library when it says `import std`.
UnitScan scan_with_standard_headers(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                                    ScanService& service, IdentifierIndex& identifiers);

}  // namespace loadline::frontend
