// Reads suppression marks out of comments: `// loadline: allow(rule, …) reason`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Lex/Preprocessor.h>

#include <memory>

#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {

// Writes the marks of owned files into `writer`. A mark opens its comment, or a line of a block comment; a comment that
// merely mentions one is none. What was surely meant as a mark but is not written as one is kept with its fault, so that it
// is not passed over in silence. The caller registers the handler with the preprocessor and keeps it.
std::unique_ptr<clang::CommentHandler> make_mark_reader(FactWriter& writer);

}  // namespace loadline::frontend
