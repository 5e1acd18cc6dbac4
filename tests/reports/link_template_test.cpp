// Links to the source.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/words/user_error.h"
#include "reports/link_template.h"

using namespace loadline;

TEST_CASE("a template is filled in, and paths are encoded", "[link_template]") {
  CHECK(link_to("https://h/{path}#L{line}", "a b/c\"<.cc", 7) == "https://h/a%20b/c%22%3C.cc#L7");
  CHECK(link_to("https://h/{path}#L{line}", "{line}", 7) == "https://h/%7Bline%7D#L7");
  CHECK(link_to("https://h/{path}", "a.cc", 0) == "https://h/a.cc");
  CHECK(link_to("", "a.cc", 1).empty());
  CHECK(link_to("https://h/{path}", "", 1).empty());
}

TEST_CASE("what is not a link is refused", "[link_template]") {
  CHECK_NOTHROW(require_link_template(""));
  CHECK_NOTHROW(require_link_template("vscode://file/home/me/{path}:{line}"));
  for (const char* bad :
       {"https://h/", "javascript:alert('{path}')", "{path}", "https://h/\"{path}", "https://h/ {path}"}) {
    INFO(bad);
    CHECK_THROWS_AS(require_link_template(bad), UserError);
  }
}
