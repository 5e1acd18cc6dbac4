// A fast look at a TU before it is parsed: which files it reads, and how each of its headers looks from here.
// SPDX-License-Identifier: Apache-2.0
//
// Uses Clang's dependency scanner (directives only, everything else skipped), at a few hundredths of the cost of parsing.
// What it finds decides the cache key of the TU and which TU analyses which header.
#pragma once

#include <clang/Tooling/DependencyScanning/DependencyScanningFilesystem.h>
#include <clang/Tooling/DependencyScanning/DependencyScanningService.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/scan/identifiers.h"
#include "analyzers/frontend/scan/input_recorder.h"

namespace loadline::frontend {

struct ScannedFile {
  std::string path;       // absolute, with links resolved
  Digest digest;          // of its content
  Digest variant;         // project headers: how the TU's macros shape it; equal variants read the same
  bool repeated = false;  // entered more than once: a list of macros rather than a header
};

// A file as it was first entered, for the choice of precompiled headers.
struct TracedFile {
  std::uint32_t file = 0;      // into UnitScan::files
  std::uint32_t includer = 0;  // the same, of the file that included it first
  std::uint64_t bytes = 0;
  std::string spelling;  // what finds it on the include path, "vector"; "" when it lies beside its includer
  bool is_system = false;
  bool keeps_order = false;  // may not be read before what is read before it now; see FileIdentifiers
};

struct ScanTrace {
  std::vector<TracedFile> files;                                  // as they were entered
  std::vector<std::pair<std::uint32_t, std::uint32_t>> includes;  // from, to, into UnitScan::files; each once, sorted
  std::uint64_t preprocessed = 0;                                 // see PreprocessingDigest
};

struct UnitScan {
  std::vector<ScannedFile> files;  // sorted by path; the main file included
  std::string provides;            // the C++20 module, or partition "m:part", that others can import from here; "" none
  std::vector<std::string> imports;  // modules, sorted; of a unit `module m;` also m
  Inputs others;                     // what else was asked for
  // Only of a scan made in this run: it is not stored.
  std::shared_ptr<const ScanTrace> trace;
};

// Whether any of the files gave two contents in this run.
bool has_changed(const UnitScan& scan, const ReadLog& log);

// A header that exists in memory only and is included before everything else.
struct PrefixHeader {
  std::string path;  // absolute, of no file on disk
  std::string text;
  // When there is one, only the files of this scan count in ScanTrace::preprocessed: what the prefix reads besides changes
  // nothing as long as these read the same.
  const UnitScan* counted = nullptr;
};

// File contents and directives, shared by all scans and parses of a run: each file is read once. Thread-safe.
class ScanService {
 public:
  ScanService();
  ~ScanService();

  // Of all that was read.
  ReadLog& log() { return log_; }
  const ReadLog& log() const { return log_; }

  // A file system for one thread and one working directory.
  llvm::IntrusiveRefCntPtr<clang::tooling::dependencies::DependencyScanningWorkerFilesystem> file_system(
      const std::string& directory);

 private:
  ReadLog log_;
  clang::tooling::dependencies::DependencyScanningService service_;
};

// Scans one TU. Thread-safe. A TU that does not even preprocess yields what was read until then.
UnitScan scan_unit(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                   ScanService& service, IdentifierIndex& identifiers, const PrefixHeader* prefix = nullptr);

// Stored form of a scan, with portable paths, and back (false for damaged text). Equal scans have equal forms.
std::string encode_scan(const UnitScan& scan, const FilePaths& paths);
bool decode_scan(std::string_view text, const FilePaths& paths, UnitScan* scan);
std::string encode_inputs(const Inputs& inputs, const FilePaths& paths);
bool decode_inputs(std::string_view text, const FilePaths& paths, Inputs* inputs);

}  // namespace loadline::frontend
