// dependency-cycle on small graphs.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

TEST_CASE("a cycle of two modules is one finding at the cheapest edge to cut", "[dependency-cycle]") {
  const std::vector<Finding> found = findings("dependency-cycle",
                                              "a/a.cc -> b/b.h :3\n"
                                              "a/a.cc -> b/b.h :4\n"
                                              "b/b.cc -> a/a.h :7\n",
                                              {entry({})});
  CHECK(summaries(found) == std::vector<std::string>{"a (module) at b/b.cc:7"});
  CHECK(found[0].message == "2 modules depend on each other in a cycle: `a` -> `b` -> `a`");
  CHECK(found[0].advice == "cut `b` -> `a` (1 reference, first at b/b.cc:7)");
  REQUIRE(found[0].trail.size() == 2);
  CHECK(found[0].trail[0].where == Place{"a/a.cc", 3});
  CHECK(found[0].trail[0].text.starts_with("`a` -> `b`: "));
  CHECK(found[0].trail[0].text.ends_with("(and 1 more)"));
  CHECK(found[0].trail[1].where == Place{"b/b.cc", 7});
}

TEST_CASE("without a cycle there is no finding, however close it comes", "[dependency-cycle]") {
  CHECK(findings("dependency-cycle", "a/a.cc -> b/b.h\nb/b.cc -> c/c.h\na/a.cc -> c/c.h\n", {entry({})}).empty());
  CHECK(findings("dependency-cycle", "a/a.cc -> a/b.h\na/b.h -> a/a.cc\nb/b.cc\n", {entry({})}).empty());
}

TEST_CASE("letting somebody in closes no cycle, unless the rule asks for it", "[dependency-cycle]") {
  const std::string text =
      "a/a.h -> b/b.h [friend a::Index -> b::IndexTest] :3\n"
      "b/b.h -> a/a.h [type b::IndexTest -> a::Index] :5\n";
  CHECK(findings("dependency-cycle", text, {entry({})}).empty());
  CHECK(findings("dependency-cycle", text, {entry({{"kinds", {"friend", "type"}}})}).size() == 1);
}

TEST_CASE("tests that are beside product code close no cycle of products", "[dependency-cycle]") {
  CHECK(findings("dependency-cycle", "a/a_test.cc -> b/b.h :3\na/a.cc\nb/b.cc -> a/a.h :5\n", {entry({})}).empty());
  // … and neither do modules of nothing but tests get away with one of their own.
  CHECK(findings("dependency-cycle", "a/a_test.cc -> b/b_test.h :3\nb/b_test.cc -> a/a_test.h :5\n", {entry({})})
            .size() == 1);
}

TEST_CASE("two separate cycles are two findings with two identities", "[dependency-cycle]") {
  const std::vector<Finding> found = findings("dependency-cycle",
                                              "a/a.h -> b/b.h\nb/b.h -> a/a.h\n"
                                              "x/x.h -> y/y.h\ny/y.h -> x/x.h\n",
                                              {entry({})});
  REQUIRE(found.size() == 2);
  CHECK(found[0].fingerprint() != found[1].fingerprint());
}

TEST_CASE("a cycle stays the same finding when a member joins, lines move or the text is in another order",
          "[dependency-cycle]") {
  const auto fingerprint = [](std::string_view text) {
    const std::vector<Finding> found = findings("dependency-cycle", text, {entry({})});
    REQUIRE(found.size() == 1);
    return found[0].fingerprint();
  };
  const std::string before = fingerprint("a/a.h -> b/b.h :1\nb/b.h -> a/a.h :2\n");
  CHECK(fingerprint("a/a.h -> b/b.h :1\nb/b.h -> a/a.h :2\nb/b.h -> c/c.h :3\nc/c.h -> b/b.h :1\n") == before);
  CHECK(fingerprint("b/b.h -> a/a.h :52\na/a.h -> b/b.h :17\n") == before);
}

TEST_CASE("at file level cycles inside a module count", "[dependency-cycle]") {
  const std::string text = "a/x.h -> a/y.h :2\na/y.h -> a/z.h :3\na/z.h -> a/x.h :4\nb/b.h\n";
  CHECK(findings("dependency-cycle", text, {entry({})}).empty());
  const std::vector<Finding> found = findings("dependency-cycle", text, {entry({{"level", {"file"}}})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].from == "a/x.h");
  CHECK(found[0].kind == "file");
  CHECK(found[0].message == "3 files depend on each other in a cycle: `a/x.h` -> `a/y.h` -> `a/z.h` -> `a/x.h`");
}

TEST_CASE("ignored modules and files are left out", "[dependency-cycle]") {
  const std::string text = "a/a.h -> b/b.h\nb/b.h -> a/a.h\n";
  CHECK(findings("dependency-cycle", text, {entry({{"except", {"b"}}})}).empty());
  CHECK(findings("dependency-cycle", text, {entry({{"except", {"c"}}})}).size() == 1);
  CHECK(findings("dependency-cycle", text, {entry({{"level", {"file"}}, {"except_files", {"b/**"}}})}).empty());
  CHECK(findings("dependency-cycle", text, {entry({{"level", {"file"}}, {"except", {"b"}}})}).empty());
  CHECK(findings("dependency-cycle", text, {entry({{"level", {"file"}}})}).size() == 1);
}

TEST_CASE("excluded files take part in no cycle", "[dependency-cycle]") {
  Architecture architecture;
  architecture.exclude = {{"b/**", {}}};
  CHECK(findings("dependency-cycle", "a/a.h -> b/b.h\nb/b.h -> a/a.h\n", {entry({{"level", {"file"}}})}, architecture)
            .empty());
}

TEST_CASE("a level that does not exist is the user's mistake", "[dependency-cycle]") {
  CHECK_THROWS_AS(findings("dependency-cycle", "a/a.h\n", {entry({{"level", {"modul"}}})}), UserError);
}

TEST_CASE("a cycle that takes several cuts is placed at the cheapest", "[dependency-cycle]") {
  const std::vector<Finding> all = findings("dependency-cycle",
                                            "a/a.cc -> b/b.h :11\n"
                                            "b/b.cc -> a/a.h :1\nb/b.cc -> a/a.h :2\nb/b.cc -> a/a.h :3\n"
                                            "b/b.cc -> c/c.h :4\nb/b.cc -> c/c.h :5\nb/b.cc -> c/c.h :6\n"
                                            "c/c.cc -> b/b.h :21\nc/c.cc -> b/b.h :22\n",
                                            {entry({{"level", {"module"}}})});
  REQUIRE(all.size() == 1);
  CHECK(all[0].where == Place{"a/a.cc", 11});
}
