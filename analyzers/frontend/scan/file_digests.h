// Digests of files on disk and whether paths exist, each looked up once per run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

// Thread-safe. By content, never by time: a `touch` or a fresh checkout changes nothing.
class FileDigests {
 public:
  // True when every file of the scan still has its content and nothing has appeared that an #include would now find.
  bool still_holds(const UnitScan& scan);

 private:
  std::optional<std::uint64_t> digest_of(const std::string& path);
  bool is_missing(const std::string& path);

  std::mutex mutex_;
  std::unordered_map<std::string, std::optional<std::uint64_t>> digests_;
  std::unordered_map<std::string, bool> missing_;
};

}  // namespace loadline::frontend
