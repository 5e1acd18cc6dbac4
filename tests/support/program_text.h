// Builds a Program from a few lines of text, so that rules and analyses are tested without Clang, in microseconds.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzers/facts/facts.h"
#include "analyzers/model/program.h"

namespace loadline::test {

// One dependency a line:
//
//   ui/window.h -> core/log.h                                          an include, at line 1
//   ui/window.h -> core/log.h :12                                      … at line 12
//   ui/window.cc -> core/log.h [call ui::Window::open -> core::log] :7 a reference; kinds are spelled as in rules
//   ui/window.cc -> core/log.h [type - -> core::Log]                   … from file scope
//   ui/window.cc -> <vector>                                           a system header
//   ui/window.cc => core/log.cppm                                      an import; =exported>, =header> and =own> are the others
//   core/log.cc                                                        a file without dependencies
//   core/log.cc:12 allow(layer-violation) a reason                     a mark `// loadline: allow(…) …` at line 12
//   core/log.cc:12 for 14 allow(layer-violation) a reason              … that covers line 14
//   # a comment
//
// The symbol after the inner arrow is declared (a class: defined) at line 1 of the second file, the one before it is
// defined at line 1 of the first, unless it is the target of another line. Each source file (.c, .cc, .cpp) is a TU;
// when there is none, the first file is. Throws std::runtime_error naming the line it cannot read, or the symbol that
// two files declare.
Program program_from_text(std::string_view text);

// The id that program_from_text gives to a symbol.
SymbolId symbol_id(std::string_view qualified_name);

}  // namespace loadline::test
