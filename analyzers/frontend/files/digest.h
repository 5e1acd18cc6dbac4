// Content digests: XXH3, 64 bits for identities inside a run, 128 bits for cache keys.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace loadline::frontend {

std::uint64_t digest(std::string_view bytes, std::uint64_t seed = 0);

// Collects the parts of a cache key. Each part is fed with its length, so that ("ab", "c") and ("a", "bc") differ.
class KeyDigest {
 public:
  KeyDigest();
  ~KeyDigest();
  KeyDigest(const KeyDigest&) = delete;
  KeyDigest& operator=(const KeyDigest&) = delete;

  void add(std::string_view part);
  void add(std::uint64_t part);
  std::uint64_t short_value() const;
  std::string value() const;  // 32 hexadecimal digits

 private:
  void* state_;
};

}  // namespace loadline::frontend
