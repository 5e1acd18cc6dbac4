// Watches Clang's preprocessor scan one unit, and notes which files it reads and what they look like from there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Lex/PPCallbacks.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/frontend/scan/preprocessing_digest.h"

namespace loadline::frontend {

// What a scan has found so far. Files are numbered as they are first met.
struct ScanFindings {
  struct File {
    ScannedFile scanned;
    TracedFile traced;                // of the first time it was entered
    std::optional<std::string> name;  // in the project
    bool is_entered = false;
  };

  std::vector<File> files;
  std::vector<std::uint32_t> entered;                             // in this order
  std::vector<std::pair<std::uint32_t, std::uint32_t>> includes;  // from, to
  PreprocessingDigest preprocessed;
  std::string provides;  // see UnitScan
  std::set<std::string> imports;
};

// `prefix`: a header that does not count; nullptr: there is none. All that is handed in must outlive the scan.
std::unique_ptr<clang::PPCallbacks> make_scan_watcher(clang::CompilerInstance& compiler, const Invocation& invocation,
                                                      const FilePaths& paths, IdentifierIndex& identifiers,
                                                      const PrefixHeader* prefix, ScanFindings& findings);

}  // namespace loadline::frontend
