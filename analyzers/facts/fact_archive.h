// The facts of many translation units in one stream, with a text about them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "analyzers/facts/facts.h"

namespace loadline {

// `units` as encode_facts() gives them; they are written sorted, so that the order in which they came does not matter.
void write_fact_archive(std::ostream& out, const std::string& about, std::vector<std::string> units);

enum class ArchiveFault : std::uint8_t {
  none,
  foreign,        // not an archive at all
  other_version,  // of facts that this program does not read
  damaged,        // cut off, or changed since it was written
};

// Hands out what an archive holds: first the text, then the facts of each unit. What is damaged may show only after some
// units were handed out. Never throws for bad input, and asks for no more memory than the stream is long.
ArchiveFault read_fact_archive(std::istream& in, std::string& about, const std::function<void(const TuFacts&)>& sink);

}  // namespace loadline
