// Words of identifiers.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/words/identifier_words.h"

#include "analyzers/words/qualified_name.h"

using namespace loadline;

TEST_CASE("an identifier is split at separators, capitals and digits", "[identifier-words]") {
  using Words = std::vector<std::string>;
  CHECK(words_in("LogContextCapture") == Words{"log", "context", "capture"});
  CHECK(words_in("k_max_HTTPThreads2") == Words{"k", "max", "http", "threads", "2"});
  CHECK(words_in("app::write_log") == Words{"app", "write", "log"});
  CHECK(words_in("/api/v1/health") == Words{"api", "v", "1", "health"});
  CHECK(words_in("").empty());
  CHECK(words_in("::__").empty());
}

TEST_CASE("a word is a whole word", "[identifier-words]") {
  CHECK(has_word("writeLog", {"log"}));
  CHECK_FALSE(has_word("login", {"log"}));
  CHECK_FALSE(has_word("catalog", {"log"}));
  CHECK(last_name("app::Queue::push") == "push");
  CHECK(last_name("push") == "push");
}
