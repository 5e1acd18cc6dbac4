// Which identifiers a file mentions, and which of them its #if conditions test. Cached by path for one run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace loadline::frontend {

struct FileIdentifiers {
  std::vector<std::uint64_t> mentioned;   // digests of all identifiers, sorted
  std::vector<std::string> conditions;    // names tested by #if, #ifdef, …; sorted

  bool mentions(std::string_view name) const;
};

// Thread-safe. The content of a path is assumed not to change during a run.
class IdentifierIndex {
 public:
  std::shared_ptr<const FileIdentifiers> of(const std::string& path, std::string_view content);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const FileIdentifiers>> known_;
};

}  // namespace loadline::frontend
