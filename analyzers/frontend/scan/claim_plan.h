// Which TU analyses which header: each project header's bodies and declarations are recorded by one TU, not by all that include it.
// SPDX-License-Identifier: Apache-2.0
//
// A header that reads the same from several TUs (same content, same macros that it tests: ScannedFile::variant) is given to
// one of them. One that reads differently under other macros is given to one TU per variant, and one that is entered
// repeatedly (a list of macros) to every TU. The plan is a pure function of the scans: it is known before anything is
// parsed, so facts do not depend on scheduling.
//
// The TU that reads the most headers gets all of its headers, the next one those that are left, and so on: then few TUs own
// headers, and all others can take theirs from a precompiled header, which must not hold what a TU has to record. How many
// headers a TU reads counts only by its power of two, and a hash of its name decides the rest: one #include more or less
// seldom moves headers to another TU, and a TU that keeps its headers keeps its cached facts.
//
//   a.cc includes x.h, y.h;  b.cc includes x.h, y.h, z.h, u.h;  c.cc includes x.h, v.h      →  b.cc: x.h y.h z.h u.h;  c.cc: v.h
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

struct PlannedUnit {
  std::string source;  // absolute
  const UnitScan* scan = nullptr;
  std::vector<std::string> owned_headers;  // the result: project names, sorted
};

// Fills in `owned_headers`. Does not depend on the order of `units`.
void plan_claims(std::vector<PlannedUnit>& units, const FilePaths& paths);

}  // namespace loadline::frontend
