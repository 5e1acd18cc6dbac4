// Words of a shell command, without Clang.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/shell_words.h"

#include <catch2/catch.hpp>

namespace loadline {

TEST_CASE("blanks of all kinds end a word, and a backslash before a line break joins lines") {
  CHECK(split_shell_words("a\tb\nc\r\nd \\\n e") == std::vector<std::string>{"a", "b", "c", "d", "e"});
  CHECK(split_shell_words("a'b c'd\"e f\"") == std::vector<std::string>{"ab cde f"});
}

}  // namespace loadline
