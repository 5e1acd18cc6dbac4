// What holds for every format of a graph: the same nodes and edges, and no name that is obeyed.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <regex>
#include <sstream>

#include "reports/graph_format.h"
#include "tests/reports/html/made_report.h"
#include "tests/reports/xml_tree.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

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
  const char* box = R"re(rectangle "([A-Za-z0-9 .,:()]|[^\x01-\x7f]|<U\+00[0-9A-F]{2}>|\\n)*" as n[0-9]+)re";
  CHECK(lines_like(text, box) == diagram.nodes.size());
  CHECK(lines_like(text, R"(n[0-9]+ -(\[#[0-9a-f]+(,dashed)?\])?-> n[0-9]+ : [0-9]+)") == diagram.edges.size());
}

TEST_CASE("a hostile GraphML is well-formed and keeps every node and edge", "[graph_formats]") {
  const auto made = hostile_report();
  const Diagram diagram = make_diagram(*made->analyses, {});
  const XmlElement root = read_xml(drawn(*made, graphml_format, diagram));
  CHECK(root.all("node").size() == diagram.nodes.size());
  CHECK(root.all("edge").size() == diagram.edges.size());
}

TEST_CASE("a matrix as a page has no markup but its own", "[graph_formats]") {
  const auto made = hostile_report();
  const std::string page = drawn(*made, dsm_html_format, make_diagram(*made->analyses, {}));
  const std::string body = page.substr(page.find("<body>"));
  static const std::regex kTags("</?(body|main|h1|p|table|thead|tbody|tr|td|th|span|html)( [a-z]+=\"[^\"<>]*\")*>");
  CHECK(std::regex_replace(body, kTags, "").find_first_of("<>") == std::string::npos);
}

TEST_CASE("a matrix as text marks only what closes a cycle", "[graph_formats]") {
  MadeReport made;
  made.program = program_from_text("ui/a.h -> core/b.h\ncore/b.h -> io/c.h\nio/c.h -> core/b.h");
  made.analyses = std::make_unique<Analyses>(made.program, made.architecture, made.targets);
  CHECK(drawn(made, dsm_format, make_diagram(*made.analyses, {})) ==
        "        1  2  3\n1 ui    ·\n2 core  1  · 1!\n3 io       1  ·\n\n"
        "A column uses the rows it has numbers in. \"!\" marks what closes a cycle.\n");
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
