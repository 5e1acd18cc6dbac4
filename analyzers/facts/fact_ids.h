// How facts refer to symbols, texts and files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace loadline {

using SymbolId = std::uint64_t;   // XXH3 of the Clang USR; 0 means "no symbol", e.g. code at file scope
using TextIndex = std::uint32_t;  // into TuFacts::texts
using FileIndex = std::uint32_t;  // into TuFacts::files (in Program: into Program::files())

inline constexpr std::uint32_t kNone = 0xffffffffu;  // an absent index

}  // namespace loadline
