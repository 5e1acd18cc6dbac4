// SipHash-1-3: a fast hash under a secret key.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace loadline::frontend {

class SipHash {
 public:
  SipHash(std::uint64_t key0, std::uint64_t key1) : key0_(key0), key1_(key1) {}

  std::uint64_t operator()(std::string_view bytes) const {
    State state{0x736f6d6570736575 ^ key0_, 0x646f72616e646f6d ^ key1_, 0x6c7967656e657261 ^ key0_,
                0x7465646279746573 ^ key1_};
    const std::size_t whole = bytes.size() / 8 * 8;
    for (std::size_t at = 0; at < whole; at += 8) state.take(word(bytes.data() + at, 8));
    state.take(word(bytes.data() + whole, bytes.size() - whole) | static_cast<std::uint64_t>(bytes.size()) << 56);
    state.c ^= 0xff;
    for (int round = 0; round < 3; ++round) state.mix();
    return state.a ^ state.b ^ state.c ^ state.d;
  }

 private:
  struct State {
    std::uint64_t a, b, c, d;

    void take(std::uint64_t word) {
      d ^= word;
      mix();
      a ^= word;
    }
    void mix() {
      a += b, c += d;
      b = std::rotl(b, 13) ^ a, d = std::rotl(d, 16) ^ c;
      a = std::rotl(a, 32);
      c += b, a += d;
      b = std::rotl(b, 17) ^ c, d = std::rotl(d, 21) ^ a;
      c = std::rotl(c, 32);
    }
  };

  static std::uint64_t word(const char* bytes, std::size_t count) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, count);
    return value;
  }

  std::uint64_t key0_, key1_;
};

}  // namespace loadline::frontend
