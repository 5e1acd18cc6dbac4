// What holds for every format of a graph: the same nodes and edges, and no name that is obeyed.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include "analyzers/diagrams/fold_diagram.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "tests/analyzers/random_graph.h"
#include "tests/reports/hostile_result.h"
#include "tests/reports/html/made_report.h"
#include "tests/reports/read_xml.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;
using Catch::Matchers::Contains;

namespace {

std::string drawn(const MadeReport& made, const GraphFormat& format, Diagram diagram) {
  std::ostringstream out;
  format.write(diagram, made.program, out);
  return out.str();
}

std::size_t lines_like(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) count += std::regex_match(line, regex) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("every line of a hostile PlantUML diagram is one of ours", "[graph_formats]") {
  const auto made = hostile_report();
  const Diagram diagram = make_diagram(*made->analyses, {});
  const std::string text = drawn(*made, plantuml_format, diagram);
  const char* box = R"re(rectangle "([A-Za-z0-9 .,:()]|[^\x01-\x7f]|<U\+00[0-9A-F]{2}>|\\n)*" as n_[A-Za-z0-9_]+)re";
  CHECK(lines_like(text, box) == diagram.nodes.size());
  CHECK(lines_like(text, R"(n_[A-Za-z0-9_]+ -(\[#[0-9a-f]+(,dashed)?\])?-> n_[A-Za-z0-9_]+ : [0-9]+)") ==
        diagram.edges.size());
}

TEST_CASE("a hostile GraphML is well-formed and keeps every node and edge", "[graph_formats]") {
  const auto made = hostile_report();
  const Diagram diagram = make_diagram(*made->analyses, {});
  const pugi::xml_document root = read_xml(drawn(*made, graphml_format, diagram));
  CHECK(elements(root, "node").size() == diagram.nodes.size());
  CHECK(elements(root, "edge").size() == diagram.edges.size());
}

TEST_CASE("a hostile SVG holds nothing but drawing", "[graph_formats]") {
  const auto made = hostile_report();
  const Diagram diagram = make_diagram(*made->analyses, {});
  const std::string svg = drawn(*made, svg_format, diagram);
  CHECK_NOTHROW(read_xml(svg));
  for (const char* bad :
       {"<script", "<image", "<foreignObject", " onload", "javascript:alert(1)\"", "\xe2\x80\xae", "\x1b"}) {
    INFO(bad);
    CHECK(svg.find(bad) == std::string::npos);
  }
}

TEST_CASE("2,000 modules and 50,000 dependencies: whole for programs, collapsed for Mermaid", "[graph_formats]") {
  const auto made = large_report(2000, 50000);
  const Diagram diagram = make_diagram(*made->analyses, {});
  const pugi::xml_document whole = read_xml(drawn(*made, graphml_format, diagram));
  CHECK(elements(whole, "node").size() == 2000);
  CHECK(elements(whole, "edge").size() == diagram.edges.size());
  const Diagram fitting = fold_diagram(diagram, mermaid_format.max_nodes, mermaid_format.max_edges);
  CHECK(drawn(*made, mermaid_format, fitting).size() <= mermaid_format.max_bytes);
}

TEST_CASE("a matrix as a page has no markup but its own", "[graph_formats]") {
  const auto made = hostile_report();
  const std::string page = drawn(*made, dsm_html_format, make_diagram(*made->analyses, {}));
  const std::string body = page.substr(page.find("<body>"));
  static const std::regex kTags("</?(body|main|h1|p|table|thead|tbody|tr|td|th|span|html)( [a-z]+=\"[^\"<>]*\")*>");
  CHECK(std::regex_replace(body, kTags, "").find_first_of("<>") == std::string::npos);
}

// Graphviz orders what it does not order itself by where its memory is, which differs from run to run.
TEST_CASE("a drawing of clusters has the same bytes wherever its memory is", "[graph_formats]") {
  std::mt19937 random(7);
  std::string text;
  const auto name = [&] {
    const auto part = [&] { return std::to_string(random() % 3); };
    return "a" + part() + "/b" + part() + "/f" + std::to_string(random() % 5) + ".h";
  };
  for (int i = 0; i < 40; ++i) text += name() + " -> x/" + name() + "\n";
  MadeReport made;
  made.program = program_from_text(text);
  made.analyses = std::make_unique<Analyses>(made.program, made.architecture, made.targets);
  DiagramOptions options;
  options.level = Level::file;
  const Diagram diagram = make_diagram(*made.analyses, options);
  REQUIRE(diagram.clusters.size() > 5);
  std::set<std::string> pictures;
  std::vector<std::unique_ptr<char[]>> junk;
  for (int round = 0; round < 30; ++round) {
    for (std::size_t i = random() % 500; i > 0; --i) junk.push_back(std::make_unique<char[]>(1 + random() % 200));
    for (std::unique_ptr<char[]>& piece : junk) {
      if (random() % 3 == 0) piece.reset();
    }
    pictures.insert(drawn(made, svg_format, diagram));
  }
  CHECK(pictures.size() == 1);
}

TEST_CASE("a PDF does not say when it was made", "[graph_formats]") {
  const auto made = hostile_report();
  const std::string pdf = drawn(*made, pdf_format, make_diagram(*made->analyses, {}));
  const std::size_t date = pdf.find("/CreationDate (D:");
  CHECK((date == std::string::npos || pdf.substr(date + 17, 14) == "19700101000000"));
}

TEST_CASE("a matrix as text marks only what closes a cycle", "[graph_formats]") {
  MadeReport made;
  made.program = program_from_text("ui/a.h -> core/b.h\ncore/b.h -> io/c.h\nio/c.h -> core/b.h");
  made.analyses = std::make_unique<Analyses>(made.program, made.architecture, made.targets);
  CHECK(drawn(made, dsm_format, make_diagram(*made.analyses, {})) ==
        "        1  2  3\n1 ui    ·\n2 core  1  · 1!\n3 io       1  ·\n\n"
        "A column uses the rows it has numbers in. \"!\" marks what closes a cycle.\n");
}

TEST_CASE("a new module adds its own lines to a diagram, and leaves the others as they are", "[graph_formats]") {
  const auto lines_of = [](const char* text, const GraphFormat& format) {
    MadeReport made;
    made.program = program_from_text(text);
    made.analyses = std::make_unique<Analyses>(made.program, made.architecture, made.targets);
    std::istringstream all(drawn(made, format, make_diagram(*made.analyses, {})));
    std::multiset<std::string> lines;
    for (std::string line; std::getline(all, line);) lines.insert(line);
    return lines;
  };
  const auto difference = [](const auto& a, const auto& b) {
    std::vector<std::string> rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
    return rest;
  };
  // "db" sorts between those that are there.
  const char* before = "app/a.h -> net/n.h\napp/a.h -> ui/u.h\nui/u.h -> net/n.h";
  const char* after = "app/a.h -> net/n.h\napp/a.h -> ui/u.h\nui/u.h -> net/n.h\napp/a.h -> db/d.h";
  for (const GraphFormat* format : {&dot_format, &mermaid_format, &plantuml_format, &d2_format, &graphml_format}) {
    INFO(format->name);
    const auto old_lines = lines_of(before, *format), new_lines = lines_of(after, *format);
    CHECK(difference(old_lines, new_lines).empty());
    // The node and the edge; in GraphML each datum of theirs is on a line of its own.
    CHECK(difference(new_lines, old_lines).size() == (format == &graphml_format ? 13 : 2));
  }
}

TEST_CASE("ids are plain and different, whatever the names", "[graph_formats]") {
  const auto made = hostile_report();
  Diagram diagram = make_diagram(*made->analyses, {});
  diagram.nodes.push_back(diagram.nodes.front());
  const std::vector<std::string> ids = node_ids(diagram);
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == diagram.nodes.size());
  for (const std::string& id : ids) CHECK(std::regex_match(id, std::regex("n_[A-Za-z0-9_]+")));
}

TEST_CASE("a store is drawn as one, with what kind it is", "[graph_formats]") {
  MadeReport made;
  made.program = program_from_text("api/a.cc -> db/d.h [call api::list -> db::query] :3");
  Diagram diagram;
  diagram.level = Level::service;
  diagram.clusters = {"stores"};
  diagram.nodes.resize(2);
  diagram.nodes[0].id = diagram.nodes[0].label = "SQLite";
  diagram.nodes[0].cluster = "stores";
  diagram.nodes[0].store = "embedded store";
  diagram.nodes[1].id = diagram.nodes[1].label = "web";
  DiagramEdge edge;
  edge.from = 1;
  edge.weight = 2;
  edge.sample = {{0, 3}, ReferenceKind::call, kNone, 0, kNone, 0};
  diagram.edges = {edge};
  CHECK_THAT(drawn(made, dot_format, diagram),
             Contains("SQLite\\n[embedded store]") && Contains("shape=cylinder") && Contains("2 calls"));
  CHECK_THAT(drawn(made, mermaid_format, diagram), Contains("[(") && Contains("embedded store"));
  CHECK_THAT(drawn(made, plantuml_format, diagram), Contains("database \"SQLite"));
  CHECK_THAT(drawn(made, d2_format, diagram), Contains("shape: cylinder;"));
}

TEST_CASE("requests are shown on their edge in every format, and nothing in them is obeyed", "[graph_formats]") {
  MadeReport made;
  made.program = program_from_text("web/a.cc -> web/d.h [call web::list -> web::get] :3");
  for (const std::string& hostile : hostile_texts()) {
    INFO(hostile);
    Diagram diagram;
    diagram.level = Level::service;
    diagram.nodes.resize(2);
    diagram.nodes[0].id = diagram.nodes[0].label = "orders";
    diagram.nodes[1].id = diagram.nodes[1].label = "web";
    DiagramEdge edge;
    edge.from = 1;
    edge.weight = 3;
    edge.sample = {{0, 3}, ReferenceKind::call, kNone, 0, kNone, 0};
    edge.requests = {{"GET /" + hostile, 1}, {"GET /v1/orders", 1}};
    diagram.edges = {edge};
    CHECK_THAT(drawn(made, dot_format, diagram), Contains("GET /v1/orders\\n and 1 reference"));
    CHECK(lines_like(drawn(made, mermaid_format, diagram),
                     R"re(  n_web -->\|"([^"<>]|<br/>)*GET /v1/orders<br/>and 1 reference"\| n_orders)re") == 1);
    CHECK(lines_like(drawn(made, plantuml_format, diagram),
                     R"(n_web -\[#14568f\]-> n_orders : ([^<]|<U\+00[0-9A-F]{2}>)*and 1 reference)") == 1);
    CHECK_THAT(drawn(made, d2_format, diagram), Contains("GET /v1/orders\\nand 1 reference"));
    const pugi::xml_document graphml = read_xml(drawn(made, graphml_format, diagram));
    CHECK(elements(graphml, "edge").size() == 1);
    CHECK_THAT(drawn(made, json_graph_format, diagram), Contains("\"request\": \"GET /v1/orders\""));
    const std::string svg = drawn(made, svg_format, diagram);
    CHECK(svg.find("GET /v1/orders") != std::string::npos);
    CHECK(svg.find("<script") == std::string::npos);
  }
}

// Graphviz 2.43 damaged its memory on half of these, where clusters and labels on edges meet.
TEST_CASE("whatever clusters there are, a diagram with labelled edges is drawn", "[graph_formats]") {
  MadeReport made;
  made.program = program_from_text("web/a.cc -> web/d.h [call web::list -> web::get] :3");
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    constexpr std::uint32_t kNodes = 20;
    Diagram diagram;
    diagram.level = Level::service;
    diagram.clusters = {"shared", "stores"};
    for (std::uint32_t i = 0; i < kNodes; ++i) {
      DiagramNode& node = diagram.nodes.emplace_back();
      node.id = node.label = "node " + std::to_string(10 + i);
      const std::uint32_t cluster = (i * 7 + seed) % (diagram.clusters.size() + 1);
      if (cluster < diagram.clusters.size()) node.cluster = diagram.clusters[cluster];
    }
    const Graph graph = random_graph(kNodes, 200, 9, seed);
    for (const Edge& drawn_edge : graph.edges()) {
      // Long and narrow, so that it is drawn from top to bottom.
      const bool leads_down = drawn_edge.to > drawn_edge.from && drawn_edge.to <= drawn_edge.from + 5;
      const bool leads_back = drawn_edge.to + 1 == drawn_edge.from && drawn_edge.from % 5 == 0;
      if (!leads_down && !leads_back) continue;
      DiagramEdge& edge = diagram.edges.emplace_back();
      edge.from = drawn_edge.from;
      edge.to = drawn_edge.to;
      edge.weight = drawn_edge.weight;
      if (edge.weight > 6) edge.requests = {{"GET /v1/orders", 1}};
      edge.sample = {{0, 3}, ReferenceKind::call, kNone, 0, kNone, 0};
    }
    CHECK(lines_like(drawn(made, svg_format, diagram), "<g id=.* class=\"edge\">") == diagram.edges.size());
  }
}

TEST_CASE("links reach every format that has them", "[graph_formats]") {
  const auto made = hostile_report();
  Diagram diagram = make_diagram(*made->analyses, {});
  diagram.nodes.front().link = "https://example.org/a%20b";
  for (const GraphFormat* format :
       {&dot_format, &svg_format, &mermaid_format, &plantuml_format, &d2_format, &graphml_format, &dsm_html_format}) {
    INFO(format->name);
    CHECK(drawn(*made, *format, diagram).find("https://example.org/a%20b") != std::string::npos);
  }
}
