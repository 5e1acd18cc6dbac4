// Whether files still have their contents and paths still lead where they led, each looked up once per run.
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
  explicit FileDigests(ReadLog& log) : log_(log) {}

  // True when every file of the scan still has its content, all paths still lead where they led, and nothing has appeared
  // that would now be found.
  bool still_holds(const UnitScan& scan);
  bool still_hold(const Inputs& inputs);

 private:
  bool has_content(const std::string& path, const Digest& content);
  bool leads_to(const FoundPath& found);
  bool is_missing(const std::string& path);

  ReadLog& log_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::optional<Digest>> digests_;  // none: not to be read, or another file by now
  std::unordered_map<std::string, std::string> real_paths_;
  std::unordered_map<std::string, bool> missing_;
};

}  // namespace loadline::frontend
