// Why one part of a program depends on another: the shortest chain between them, with the evidence for every hop.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

struct Hop {
  std::string from, to;            // names of modules, files or symbols
  std::vector<Evidence> evidence;  // all of it, by kind (includes last), then by place
};

struct Trail {
  std::vector<Hop> hops;  // at least one; each starts where the one before it ends
};

// The shortest chain by which `a` depends on `b`, over references of these kinds; none when it does not. What is
// between two modules is modules; between two files, or a module and a file, files; and between a symbol and anything,
// symbols ("f calls g, g reads h"), where a file also stands for its code outside any function.
//
// Each end is one thing with all that is inside it, and what a lambda or a member refers to counts for its function and
// its class, too. But neither end includes the other: `why ui ui.window` asks what else of ui depends on ui.window.
// Throws UserError for a name that is unknown or ambiguous, and for two names of one thing.
std::optional<Trail> find_trail(const Analyses& analyses, std::string_view a, std::string_view b,
                                KindSet kinds = KindSet::all());

}  // namespace loadline
