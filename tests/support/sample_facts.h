// Facts of small made-up TUs that use every kind of fact, for tests of storing, merging and writing them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzers/facts/facts.h"

namespace loadline::test {

// The position of `text` in facts.texts; added when it is not there.
TextIndex text_index(TuFacts& facts, std::string_view text);

// A project file; the first one added is the main file.
FileIndex add_file(TuFacts& facts, std::string_view path, Origin origin = Origin::project);

// A symbol whose id is symbol_id(name) of program_text.h.
SymbolFact& add_symbol(TuFacts& facts, std::string_view name, SymbolKind kind);

// "src/counter.cc" with everything: two includes (one not found), a class, two bodies with calls, arguments, writes,
// guards, returns, captures and catches, references, a mark and a problem.
TuFacts sample_facts();

}  // namespace loadline::test
