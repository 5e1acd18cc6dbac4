// Digests: BLAKE3 for all that is stored or decides what belongs together, SipHash under a secret for names inside a run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Support/BLAKE3.h>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loadline::frontend {

// 128 bits of BLAKE3. Nobody makes two contents of equal digest, so equal digests mean equal contents.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const Digest&) const = default;
  bool is_set() const { return (high | low) != 0; }
  std::string text() const;  // 32 hexadecimal digits
  static std::optional<Digest> from_text(std::string_view text);
};

Digest content_digest(std::string_view bytes);

// 64 bits of BLAKE3, for identities that are stored: of symbols, for one.
std::uint64_t digest(std::string_view bytes, std::uint64_t seed = 0);

// For tables of one run, where speed counts: other values in each run, so that a hostile source cannot prepare for them.
// Must not decide an order that can be seen.
std::uint64_t name_digest(std::string_view bytes);

// Collects the parts of a cache key. Each part is fed with its length, so that ("ab", "c") and ("a", "bc") differ.
class KeyDigest {
 public:
  void add(std::string_view part);
  void add(std::uint64_t part);
  void add(const Digest& part);
  Digest digest() const;
  std::string value() const { return digest().text(); }

 private:
  mutable llvm::BLAKE3 hasher_;  // asking for the result does not change it, but is not const
};

}  // namespace loadline::frontend
