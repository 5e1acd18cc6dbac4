// What was read in this run: the content of each file, by digest, as it was when it was read first.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {

// Thread-safe. Paths have all links resolved.
class ReadLog {
 public:
  void note(const std::string& path, const Digest& content) {
    const std::lock_guard lock(mutex_);
    const auto [known, is_new] = contents_.try_emplace(path, content);
    if (!is_new && known->second != content) changed_.insert(path);
  }
  std::optional<Digest> content_of(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto known = contents_.find(path);
    return known == contents_.end() ? std::nullopt : std::optional(known->second);
  }
  // Whether two reads of the file gave two contents: then nothing that depends on it may be stored.
  bool has_changed(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    return changed_.contains(path);
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Digest> contents_;
  std::set<std::string> changed_;
};

}  // namespace loadline::frontend
