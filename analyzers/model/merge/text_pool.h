// Keeps each distinct text once and numbers it: the merge compares and stores numbers instead of strings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace loadline {

// Characters in blocks that never move: a string_view into them stays valid as long as the storage lives, also after it
// is moved.
class TextStorage {
 public:
  std::string_view store(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

// Numbers depend on the order of interning: nothing that leaves the merge may depend on them.
class TextPool {
 public:
  TextPool();

  // The number of `text`; 0 for the empty one.
  std::uint32_t intern(std::string_view text);
  std::string_view view(std::uint32_t number) const { return views_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(views_.size()); }

  // Hands over the characters; views taken before stay valid in their new owner.
  TextStorage release() && { return std::move(storage_); }

 private:
  void grow();

  TextStorage storage_;
  std::vector<std::string_view> views_;
  std::vector<std::uint32_t> slots_;   // open addressing; kNone is free
  std::vector<std::uint32_t> hashes_;  // of views_, the lower half: spares most comparisons and all rehashing
};

}  // namespace loadline
