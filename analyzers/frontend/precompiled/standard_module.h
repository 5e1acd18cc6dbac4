// What `import std;` provides, as includes: only the project's own compiler has that module in a form it could read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

// "std" and "std.compat".
bool is_standard_module(const std::string& name);

// Whether the unit imports one of them.
bool imports_standard(const UnitScan& scan);

// The header that stands for both, of no file on disk.
PrefixHeader standard_headers();

// The source of a module of that name that exports nothing: the names come from the header.
std::string empty_module(const std::string& name);

}  // namespace loadline::frontend
