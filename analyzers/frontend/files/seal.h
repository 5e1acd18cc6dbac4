// Digests for those who see no Clang: seals of cache entries, and names made from texts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzers/facts/fact_store.h"

namespace loadline {

using Secret = std::array<std::uint8_t, 32>;

// Keyed BLAKE3: who does not know the secret cannot make the seal of any entry.
SealMaker seals_of(const Secret& secret);

// A secret from a text that is one, such as a protected variable of a build server.
Secret secret_from_text(std::string_view text);

// 16 hexadecimal digits that tell texts apart.
std::string short_name_of(std::string_view text);

}  // namespace loadline
