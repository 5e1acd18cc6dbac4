// One order for the facts of a TU, whatever the order in which the front end came across them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/facts/facts.h"

namespace loadline {

// Sorts what has no order of its own (files after the main file by path; symbols, declarations, references, bases, marks),
// drops files and texts that nothing refers to, except owned files, and renumbers the rest. The bodies of functions stay
// as they are.
void sort_facts(TuFacts& facts);

}  // namespace loadline
