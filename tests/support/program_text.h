// Builds a Program from a few lines of text, so that rules and analyses are tested without Clang, in microseconds.
#pragma once

#include <string_view>

#include "analyzers/model/program.h"

namespace loadline::test {

// One dependency a line: "ui/window.h -> core/log.h [call ui::Window::open -> core::log] :12". The part in brackets and the line are
// optional (then: an include at line 1). "core/log.h" alone names a file without dependencies. '#' starts a comment.
// Throws std::runtime_error naming the line it cannot read.
Program program_from_text(std::string_view text);

}  // namespace loadline::test
