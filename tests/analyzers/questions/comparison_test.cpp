// What two programs have and have not in common.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/questions/comparison.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Comparison between(std::string_view before, std::string_view after) {
  const Program old = program_from_text(before), now = program_from_text(after);
  const Architecture architecture;
  const std::vector<BuildTarget> targets;
  return compare(Analyses(old, architecture, targets), Analyses(now, architecture, targets));
}

}  // namespace

TEST_CASE("edges that came, went and changed are distinguished", "[comparison]") {
  const Comparison c =
      between("a/a.h -> b/b.h :1\na/a.h -> c/c.h :2\n", "a/a.h -> b/b.h :1\na/x.h -> b/b.h :2\nb/b.h -> c/c.h :3\n");
  REQUIRE(c.added_edges.size() == 1);
  CHECK(c.added_edges[0].from == "b");
  CHECK(c.added_edges[0].after == 1);
  REQUIRE(c.removed_edges.size() == 1);
  CHECK(c.removed_edges[0].to == "c");
  REQUIRE(c.changed_edges.size() == 1);
  CHECK(c.changed_edges[0].before == 1);
  CHECK(c.changed_edges[0].after == 2);
}

TEST_CASE("modules and cycles are compared by name", "[comparison]") {
  const Comparison c = between("a/a.h -> b/b.h\nb/b.h -> a/a.h\n", "b/b.h -> c/c.h\nc/c.h -> b/b.h\n");
  CHECK(c.added_modules == std::vector<std::string>{"c"});
  CHECK(c.removed_modules == std::vector<std::string>{"a"});
  CHECK(c.added_cycles == std::vector<std::vector<std::string>>{{"b", "c"}});
  CHECK(c.removed_cycles == std::vector<std::vector<std::string>>{{"a", "b"}});
}

TEST_CASE("a program compared with itself has only metrics", "[comparison]") {
  const Comparison c = between("a/a.h -> b/b.h\n", "a/a.h -> b/b.h\n");
  CHECK(c.added_edges.empty());
  CHECK(c.removed_edges.empty());
  CHECK(c.changed_edges.empty());
  CHECK(c.added_cycles.empty());
  CHECK_FALSE(c.metrics.empty());
  for (const MetricChange& metric : c.metrics) CHECK(metric.before == metric.after);
}
