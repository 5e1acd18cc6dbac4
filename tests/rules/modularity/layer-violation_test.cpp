// layer-violation on small graphs.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Architecture layered(const std::vector<std::vector<std::string>>& ranks, bool exhaustive = false) {
  Architecture architecture;
  LayerStack stack;
  for (const std::vector<std::string>& rank : ranks) stack.layers.push_back({rank, false, {}});
  stack.exhaustive = exhaustive;
  stack.because = "the reason";
  stack.place = {4, 3};
  architecture.layers = {stack};
  return architecture;
}

}  // namespace

TEST_CASE("a dependency upwards is a finding, downwards and across layers it is not", "[layer-violation]") {
  const std::vector<Finding> found = findings("layer-violation",
                                              "ui/u.cc -> core/c.h :1\n"
                                              "ui/u.cc -> app/a.h :2\n"
                                              "core/c.cc -> ui/u.h [call core::f -> ui::show] :8\n"
                                              "core/c.cc -> ui/u.h :3\n",
                                              {entry({})}, layered({{"ui"}, {"app"}, {"core"}}));
  CHECK(summaries(found) == std::vector<std::string>{"core -> ui (upward) at core/c.cc:3"});
  CHECK(found[0].message == "`core` must not depend on `ui`, which is a layer above (2 references)");
  CHECK(found[0].because == "the reason");
  CHECK(found[0].trail.size() == 2);
}

TEST_CASE("siblings must not know each other, but the modules below one of them may", "[layer-violation]") {
  const Architecture architecture = layered({{"billing", "users"}, {"store"}});
  CHECK(summaries(findings("layer-violation", "billing/b.cc -> users/u.h :5\nusers/u.cc -> store/s.h\n", {entry({})},
                           architecture)) == std::vector<std::string>{"billing -> users (sibling) at billing/b.cc:5"});
}

TEST_CASE("a nested module is in the layer of the closest listed module", "[layer-violation]") {
  Architecture architecture = layered({{"app"}, {"store"}, {"store.sql"}});
  architecture.modules = {module("app", {"app"}), module("store", {"store"}), module("store.sql", {"sql"}),
                          module("store.sql.driver", {"driver"}), module("store.cache", {"cache"})};
  const std::vector<Finding> found = findings("layer-violation",
                                              "driver/d.cc -> cache/c.h\n"  // store.sql's layer -> store's layer
                                              "driver/d.cc -> sql/s.h\n"    // the same layer
                                              "cache/c.cc -> store/s.h\n"   // the same layer
                                              "store/s.cc -> driver/d.h\n"  // downwards
                                              "app/a.cc\n",
                                              {entry({})}, architecture);
  CHECK(summaries(found) == std::vector<std::string>{"store.sql.driver -> store.cache (upward) at driver/d.cc:1"});
}

TEST_CASE("in exhaustive layers every module with files needs a place", "[layer-violation]") {
  const std::string text = "ui/u.cc -> core/c.h\nscripts/s.cc\n";
  CHECK(findings("layer-violation", text, {entry({})}, layered({{"ui"}, {"core"}})).empty());
  CHECK(summaries(findings("layer-violation", text, {entry({})}, layered({{"ui"}, {"core"}}, true))) ==
        std::vector<std::string>{"scripts (unlisted) at loadline.yaml:4"});
}

TEST_CASE("only the kinds that the entry names count", "[layer-violation]") {
  const std::string text = "core/c.cc -> ui/u.h :3\n";
  const Architecture architecture = layered({{"ui"}, {"core"}});
  CHECK(findings("layer-violation", text, {entry({{"kinds", {"call", "inherit"}}})}, architecture).empty());
  CHECK(findings("layer-violation", text, {entry({{"kinds", {"include"}}})}, architecture).size() == 1);
}

TEST_CASE("without layers there is nothing to violate", "[layer-violation]") {
  CHECK(findings("layer-violation", "a/a.h -> b/b.h\nb/b.h -> a/a.h\n", {entry({})}).empty());
}

TEST_CASE("the fingerprint of a violation does not move with its line", "[layer-violation]") {
  const Architecture architecture = layered({{"ui"}, {"core"}});
  const auto fingerprint = [&](std::string_view text) {
    return findings("layer-violation", text, {entry({})}, architecture).at(0).fingerprint();
  };
  CHECK(fingerprint("core/c.cc -> ui/u.h :3\n") == fingerprint("core/z.cc -> ui/x.h :30\ncore/c.cc -> ui/u.h :4\n"));
}
