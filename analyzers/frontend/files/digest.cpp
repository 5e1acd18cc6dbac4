// BLAKE3 of LLVM, and SipHash under a random key.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/digest.h"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <random>

#include "analyzers/frontend/files/sip_hash.h"

namespace loadline::frontend {
namespace {

llvm::ArrayRef<std::uint8_t> raw(std::string_view bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

template <std::size_t Words>
std::array<std::uint64_t, Words> words(const llvm::BLAKE3Result<Words * 8>& bytes) {
  std::array<std::uint64_t, Words> result;
  std::memcpy(result.data(), bytes.data(), sizeof(result));
  return result;
}

bool parse_hex(std::string_view text, std::uint64_t* value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value, 16);
  return error == std::errc() && end == text.data() + text.size();
}

SipHash make_run_hash() {
  std::random_device random;
  const auto number = [&] { return static_cast<std::uint64_t>(random()) << 32 | random(); };
  const std::uint64_t first = number();
  return {first, number()};
}

}  // namespace

std::string Digest::text() const {
  char digits[33];
  std::snprintf(digits, sizeof(digits), "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  return digits;
}

std::optional<Digest> Digest::from_text(std::string_view text) {
  Digest digest;
  if (text.size() != 32 || !parse_hex(text.substr(0, 16), &digest.high)) return std::nullopt;
  if (!parse_hex(text.substr(16), &digest.low)) return std::nullopt;
  return digest;
}

Digest content_digest(std::string_view bytes) {
  const auto [high, low] = words<2>(llvm::BLAKE3::hash<16>(raw(bytes)));
  return {high, low};
}

std::uint64_t digest(std::string_view bytes, std::uint64_t seed) {
  llvm::BLAKE3 hasher;
  hasher.update({reinterpret_cast<const std::uint8_t*>(&seed), sizeof(seed)});
  hasher.update(raw(bytes));
  return words<1>(hasher.final<8>())[0];
}

std::uint64_t name_digest(std::string_view bytes) {
  static const SipHash hash = make_run_hash();
  return hash(bytes);
}

void KeyDigest::add(std::string_view part) {
  add(static_cast<std::uint64_t>(part.size()));
  hasher_.update(raw(part));
}

void KeyDigest::add(std::uint64_t part) {
  hasher_.update({reinterpret_cast<const std::uint8_t*>(&part), sizeof(part)});
}

void KeyDigest::add(const Digest& part) {
  add(part.high);
  add(part.low);
}

Digest KeyDigest::digest() const {
  const auto [high, low] = words<2>(hasher_.result<16>());
  return {high, low};
}

}  // namespace loadline::frontend
