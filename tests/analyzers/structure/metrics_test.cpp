// Metrics against values worked out by hand.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "analyzers/calls/call_graph.h"
#include "analyzers/structure/metrics.h"
#include "tests/analyzers/analysed_text.h"

using namespace loadline;
using namespace loadline::test;

TEST_CASE("coupling counts files on either side of a module's border", "[metrics]") {
  const AnalysedText text(
      "a/a.cc -> b/b.h [inherit a::D -> b::Base] :4\n"
      "a/a2.cc -> b/b.h :2\n"
      "b/b.h -> c/c.h :3\n"
      "b/b.h -> b/own.h :4\n");
  const std::vector<ModuleMetrics>& all = text.analyses.module_metrics();
  REQUIRE(all.size() == 3);
  CHECK(all[0].efferent == 2);
  CHECK(all[0].afferent == 0);
  CHECK(all[0].instability() == 1);
  CHECK(all[1].afferent == 2);
  CHECK(all[1].efferent == 1);
  CHECK(all[1].instability() == Approx(1.0 / 3));
  CHECK(all[1].dependants == 1);
  CHECK(all[1].classes == 1);
  CHECK(all[1].abstractness() == 0);
  CHECK(all[1].distance() == Approx(2.0 / 3));
  CHECK(all[1].files == 2);
  CHECK(all[0].reach == 3);
  CHECK(all[2].reach == 1);
  CHECK(std::isnan(all[2].abstractness()));
}

TEST_CASE("relational cohesion counts pairs of classes once", "[metrics]") {
  const AnalysedText text(
      "a/a.h -> a/b.h [inherit a::D -> a::Base] :4\n"
      "a/a.h -> a/b.h [type a::D -> a::Base] :5\n"
      "a/a.h -> a/b.h [inherit a::E -> a::Base] :6\n");
  CHECK(text.analyses.module_metrics()[0].relations == 2);
  CHECK(text.analyses.module_metrics()[0].relational_cohesion() == 1);
}

TEST_CASE("CCD, NCCD, propagation cost and cyclicity of small graphs", "[metrics]") {
  // A balanced binary tree of three nodes is what NCCD compares with.
  const GraphMetrics tree = graph_metrics(Graph(3, {{0, 1}, {0, 2}}));
  CHECK(tree.ccd == 5);
  CHECK(tree.nccd() == Approx(1));
  CHECK(tree.cyclicity == 0);
  const GraphMetrics circle = graph_metrics(Graph(4, {{0, 1}, {1, 2}, {2, 0}, {3, 0}}));
  CHECK(circle.ccd == 3 + 3 + 3 + 4);
  CHECK(circle.propagation_cost() == Approx(13.0 / 16));
  CHECK(circle.cyclicity == 9);
  CHECK(circle.relative_cyclicity() == Approx(0.75));
  CHECK(std::isnan(graph_metrics(Graph(0, {})).acd()));
}

TEST_CASE("reach agrees with a search from each node, beyond one word of components", "[metrics]") {
  std::vector<Edge> edges;
  std::uint32_t seed = 7;
  const auto next = [&] { return (seed = seed * 1664525u + 1013904223u) >> 8; };
  for (int i = 0; i < 260; ++i) edges.push_back({next() % 200, next() % 200});
  const Graph graph(200, edges);
  const std::vector<std::uint32_t> sizes = reach_sizes(graph);
  for (Node node = 0; node < 200; ++node) {
    const std::vector<bool> reached = reachable_from(graph, {node});
    CHECK(sizes[node] == std::count(reached.begin(), reached.end(), true));
  }
}
