// The stored form of facts: FlatBuffers, verified on read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzers/facts/facts.h"

namespace loadline {

// Same facts, same bytes.
std::string encode_facts(const TuFacts& facts);

// Nothing when the bytes are not complete, valid facts of this kFactsVersion: every index they hold has been checked
// (are_sound() in sound_facts.h), so the caller may follow them without checking. `bytes` must be 8-byte aligned.
std::optional<TuFacts> decode_facts(std::string_view bytes);

}  // namespace loadline
