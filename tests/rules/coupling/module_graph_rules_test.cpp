// The rules about the shape of the module graph: bidirectional-dependency, unstable-dependency, hub-module.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kPair =
    "a/a.cc -> b/b.h :1\n"
    "a/a.cc -> b/b.h [call a::f -> b::g] :2\n"
    "b/b.cc -> a/a.h [call b::h -> a::k] :3\n"
    "b/b.cc -> c/c.h :4\n";

// `users` modules that use hub/h.h, which uses `used` modules.
std::string star(int users, int used) {
  std::string text;
  for (int i = 0; i < users; ++i) text += "u" + std::to_string(i) + "/u.cc -> hub/h.h :1\n";
  for (int i = 0; i < used; ++i) text += "hub/h.h -> d" + std::to_string(i) + "/d.h :2\n";
  return text;
}

}  // namespace

TEST_CASE("a pair that depends both ways is found once, lighter side first", "[bidirectional-dependency]") {
  const std::vector<Finding> all = findings("bidirectional-dependency", kPair, {entry({})});
  CHECK(summaries(all) == Texts{"a -> b at b/b.cc:3"});
  CHECK(all[0].message == "`a` and `b` depend on each other (2 references one way, 1 back)");
  CHECK(all[0].trail.size() == 3);
}

TEST_CASE("one way is not a pair, and neither is a way back of another kind", "[bidirectional-dependency]") {
  CHECK(findings("bidirectional-dependency", "a/a.cc -> b/b.h\nb/b.h -> c/c.h\nc/c.h -> a/a.h\n", {entry({})}).empty());
  CHECK(findings("bidirectional-dependency", kPair, {entry({{"kinds", {"include"}}})}).empty());
  CHECK(findings("bidirectional-dependency", kPair, {entry({{"modules", {"b", "c"}}})}).empty());
}

TEST_CASE("a dependency on what is less stable is found", "[unstable-dependency]") {
  // core: Ca 3, Ce 1, I 0.25; report: Ca 1, Ce 1, I 0.5; x: Ca 1, Ce 0, I 0.
  constexpr std::string_view kText =
      "u/1.cc -> core/c.h :1\nu/2.cc -> core/c.h :1\nu/3.cc -> core/c.h :1\n"
      "core/c.h -> report/r.h :5\nreport/r.h -> x/x.h :6\n";
  const auto found = [&](const std::string& least, const Texts& ignored = {}) {
    std::vector<std::pair<std::string, Texts>> options{{"min_difference", {least}}};
    if (!ignored.empty()) options.push_back({"except", ignored});
    return summaries(findings("unstable-dependency", kText, {entry(options)}));
  };
  CHECK(found("0.2") == Texts{"core -> report at core/c.h:5"});
  CHECK(found("0.25").empty());
  CHECK(found("0.2", {"report"}).empty());
}

TEST_CASE("stability and hubs are those of the references that the filters let pass",
          "[unstable-dependency][hub-module]") {
  // By calls alone core depends on nobody.
  constexpr std::string_view kText =
      "u/1.cc -> core/c.h [call u::f -> core::g] :1\nu/2.cc -> core/c.h [call u::h -> core::g] :1\n"
      "core/c.h -> report/r.h :5\nreport/r.h -> x/x.h :6\nreport/s.h -> x/x.h :6\n";
  const auto unstable = [&](const Texts& kinds) {
    return summaries(findings("unstable-dependency", kText, {entry({{"min_difference", {"0.1"}}, {"kinds", kinds}})}));
  };
  CHECK(unstable({"include", "call"}) == Texts{"core -> report (kinds=call,include) at core/c.h:5"});
  CHECK(unstable({"call"}).empty());
  // By calls alone report depends on nobody, so that it is as stable as can be.
  constexpr std::string_view kCalls =
      "u/1.cc -> core/c.h [call u::f -> core::g] :1\nv/1.cc -> core/c.h :1\n"
      "core/c.h -> report/r.h [call core::g -> report::p] :5\nreport/r.h -> x/x.h :6\n";
  const auto entry_for = [](const Texts& kinds) { return entry({{"min_difference", {"0.1"}}, {"kinds", kinds}}); };
  CHECK(findings("unstable-dependency", kCalls, {entry_for({"call", "include"})}).size() == 1);
  CHECK(findings("unstable-dependency", kCalls, {entry_for({"call"})}).empty());
  CHECK(findings("hub-module", star(6, 5), {entry({{"kinds", {"call"}}})}).empty());
  CHECK(findings("hub-module", star(6, 5), {entry({{"from_files", {"hub/**"}}})}).empty());
  CHECK(summaries(findings("hub-module", star(6, 5), {entry({{"kinds", {"include"}}})})) ==
        Texts{"hub (kinds=include) at hub/h.h:2"});
}

TEST_CASE("a hub has many neighbours on both sides", "[hub-module]") {
  const std::vector<Finding> all = findings("hub-module", star(6, 5), {entry({})});
  CHECK(summaries(all) == Texts{"hub at hub/h.h:2"});
  CHECK(all[0].message == "`hub` is a hub: 6 modules depend on it and it depends on 5 (medians 0.5 and 1)");
  CHECK(all[0].trail.size() == 11);
}

TEST_CASE("many neighbours on one side make no hub, and neither do few on both", "[hub-module]") {
  CHECK(findings("hub-module", star(12, 1), {entry({})}).empty());
  CHECK(findings("hub-module", star(9, 5), {entry({})}).empty());
  CHECK(findings("hub-module", star(4, 4), {entry({})}).empty());
  CHECK(findings("hub-module", star(4, 4), {entry({{"min_neighbours", {"4"}}})}).size() == 1);
  CHECK(findings("hub-module", star(6, 5), {entry({{"except", {"hub"}}})}).empty());
}

TEST_CASE("a module that uses no more than others do is not a hub, however many use it", "[hub-module]") {
  CHECK(findings("hub-module",
                 "a/a.h -> b/b.h\na/a.h -> c/c.h\nb/b.h -> a/a.h\nb/b.h -> d/d.h\nc/c.h -> a/a.h\nc/c.h -> e/e.h\n"
                 "d/d.h -> a/a.h\nd/d.h -> b/b.h\ne/e.h -> c/c.h\ne/e.h -> d/d.h\n",
                 {entry({{"min_neighbours", {"1"}}})})
            .empty());
}
