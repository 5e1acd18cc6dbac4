// Content digests by XXH3.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/digest.h"

#include <xxhash.h>

#include <cstdio>

namespace loadline::frontend {

std::uint64_t digest(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

KeyDigest::KeyDigest() : state_(XXH3_createState()) { XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_)); }

KeyDigest::~KeyDigest() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

void KeyDigest::add(std::string_view part) {
  add(static_cast<std::uint64_t>(part.size()));
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), part.data(), part.size());
}

void KeyDigest::add(std::uint64_t part) {
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), &part, sizeof(part));
}

std::uint64_t KeyDigest::short_value() const {
  return XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_)).low64;
}

std::string KeyDigest::value() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_));
  char text[33];
  std::snprintf(text, sizeof(text), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return text;
}

}  // namespace loadline::frontend
