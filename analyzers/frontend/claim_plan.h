// Who analyses which header: each project header's bodies and declarations are recorded by one TU, not by all that include it.
// SPDX-License-Identifier: Apache-2.0
//
// A header that reads the same from several TUs (same content, same macros that it tests: ScannedFile::variant) is given to
// one of them. One that reads differently under other macros is given to one TU per variant, and one that is entered
// repeatedly (a list of macros) to every TU. The plan is a pure function of the scans: it is known before anything is
// parsed, so facts do not depend on scheduling. Rendezvous hashing keeps it steady: a new TU takes over only the headers it
// wins, all others stay where they are, and so do their cached facts.
//
//   a.cc includes x.h, y.h;  x.cc includes x.h;  b.cc includes y.h      →  x.cc owns x.h (same stem);  y.h: a.cc or b.cc
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/file_paths.h"
#include "analyzers/frontend/include_scan.h"

namespace loadline::frontend {

struct PlannedUnit {
  std::string source;         // absolute
  const UnitScan* scan = nullptr;
  std::vector<std::string> owned_headers;  // the result: project names, sorted
};

// Fills in `owned_headers`. Does not depend on the order of `units`.
void plan_claims(std::vector<PlannedUnit>& units, const FilePaths& paths);

}  // namespace loadline::frontend
