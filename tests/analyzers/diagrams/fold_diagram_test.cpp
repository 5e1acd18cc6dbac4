// Diagrams made small enough to read.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <numeric>

#include "analyzers/diagrams/fold_diagram.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Drawn {
  explicit Drawn(std::string_view text) : program(program_from_text(text)), analyses(program, architecture, targets) {
    DiagramOptions options;
    options.level = Level::file;
    diagram = make_diagram(analyses, options);
  }

  Program program;
  Architecture architecture;
  std::vector<BuildTarget> targets;
  Analyses analyses;
  Diagram diagram;
};

std::vector<std::string> ids(const Diagram& diagram) {
  std::vector<std::string> names;
  for (const DiagramNode& node : diagram.nodes) names.push_back(node.id);
  return names;
}

std::uint64_t weight(const Diagram& diagram) {
  return std::accumulate(diagram.edges.begin(), diagram.edges.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const DiagramEdge& edge) { return sum + edge.weight; });
}

constexpr std::string_view kFiles =
    "src/net/x.h -> src/net/y.h\nsrc/net/x.h -> lib/a.h\nsrc/net/y.h -> lib/a.h\nsrc/m.h -> src/net/x.h\nlib/b.h -> "
    "lib/a.h";

}  // namespace

TEST_CASE("a diagram that fits stays as it is", "[fold_diagram]") {
  const Drawn drawn(kFiles);
  CHECK(ids(fold_diagram(drawn.diagram, 10, 10)) == ids(drawn.diagram));
}

TEST_CASE("the innermost folders become nodes first", "[fold_diagram]") {
  const Drawn drawn(kFiles);
  const Diagram smaller = fold_diagram(drawn.diagram, 4, 10);
  CHECK(ids(smaller) == std::vector<std::string>{"lib/a.h", "lib/b.h", "src/m.h", "src/net"});
  CHECK(smaller.nodes[3].files == 2);
  CHECK(smaller.nodes[3].label == "net");
  CHECK(weight(smaller) == 4);  // one of five was inside src/net
}

TEST_CASE("then the outer ones", "[fold_diagram]") {
  const Drawn drawn(kFiles);
  const Diagram smallest = fold_diagram(drawn.diagram, 3, 10);
  CHECK(ids(smallest) == std::vector<std::string>{"lib", "src"});
  REQUIRE(smallest.edges.size() == 1);
  CHECK(smallest.edges[0].weight == 2);
}

TEST_CASE("nodes without clusters are put together by layers", "[fold_diagram]") {
  const Drawn drawn("a.h -> c.h\nb.h -> c.h\nc.h -> d.h");
  const Diagram layers = fold_diagram(drawn.diagram, 3, 10);
  CHECK(ids(layers) == std::vector<std::string>{"layer 01", "layer 02", "layer 03"});
  CHECK(layers.nodes[0].label == "layer 01 (2)");
  CHECK(layers.edges.size() == 2);
}
