// BLAKE3 under a key.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/seal.h"

#include <llvm-c/blake3.h>

#include "analyzers/frontend/files/digest.h"

namespace loadline {

SealMaker seals_of(const Secret& secret) {
  return [secret](std::string_view key, std::string_view content) {
    llvm_blake3_hasher hasher;
    llvm_blake3_hasher_init_keyed(&hasher, secret.data());
    const std::uint64_t size = key.size();
    llvm_blake3_hasher_update(&hasher, &size, sizeof(size));
    llvm_blake3_hasher_update(&hasher, key.data(), key.size());
    llvm_blake3_hasher_update(&hasher, content.data(), content.size());
    Seal seal;
    llvm_blake3_hasher_finalize(&hasher, seal.data(), seal.size());
    return seal;
  };
}

Secret secret_from_text(std::string_view text) {
  llvm_blake3_hasher hasher;
  llvm_blake3_hasher_init_derive_key(&hasher, "loadline cache");
  llvm_blake3_hasher_update(&hasher, text.data(), text.size());
  Secret secret;
  llvm_blake3_hasher_finalize(&hasher, secret.data(), secret.size());
  return secret;
}

std::string short_name_of(std::string_view text) { return frontend::content_digest(text).text().substr(0, 16); }

}  // namespace loadline
