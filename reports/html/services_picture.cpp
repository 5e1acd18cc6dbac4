// The picture of the services, as `loadline graph --level service` draws it: what they ask each other for, and store.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/core.h>

#include "analyzers/diagrams/diagram.h"
#include "analyzers/services/running_services.h"
#include "reports/graph/dot.h"
#include "reports/graph/graphviz_drawing.h"
#include "reports/graph/picture_text.h"
#include "reports/html/html_text.h"

namespace loadline::html {
namespace {

// More boxes than this do not fit on a page.
constexpr std::size_t kMostNodes = 60;

// Without the modules that services share and that call no store: section 4 shows those.
Diagram without_libraries(Diagram diagram) {
  std::vector<bool> stays(diagram.nodes.size());
  for (std::size_t i = 0; i < stays.size(); ++i) {
    stays[i] = is_service(diagram, diagram.nodes[i]) || !diagram.nodes[i].store.empty();
  }
  for (const DiagramEdge& edge : diagram.edges) {
    if (!diagram.nodes[edge.to].store.empty()) stays[edge.from] = true;
  }
  std::vector<std::uint32_t> numbers(stays.size());
  std::vector<DiagramNode> kept;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    numbers[i] = static_cast<std::uint32_t>(kept.size());
    if (stays[i]) kept.push_back(std::move(diagram.nodes[i]));
  }
  std::erase_if(diagram.edges, [&](const DiagramEdge& edge) { return !stays[edge.from] || !stays[edge.to]; });
  for (DiagramEdge& edge : diagram.edges) {
    edge.from = numbers[edge.from];
    edge.to = numbers[edge.to];
  }
  diagram.nodes = std::move(kept);
  std::erase_if(diagram.clusters, [&](const std::string& cluster) {
    const auto holds = [&](const DiagramNode& node) { return node.cluster == cluster; };
    return std::none_of(diagram.nodes.begin(), diagram.nodes.end(), holds);
  });
  return diagram;
}

// Graphviz's SVG from its root on. Its ids, its font and its classes do not belong on this page.
std::string embedded(std::string svg) {
  svg.erase(0, std::min(svg.find("<svg"), svg.size()));
  for (const std::string_view attribute : {" id=\"", " font-family=\""}) {
    for (std::size_t at = svg.find(attribute); at != std::string::npos; at = svg.find(attribute, at)) {
      svg.erase(at, svg.find('"', at + attribute.size()) + 1 - at);
    }
  }
  // Text stays readable: what does not fit beside the margins is scrolled to.
  constexpr std::string_view kWidth = "width=\"";
  const double points = std::atof(svg.c_str() + std::min(svg.size(), svg.find(kWidth) + kWidth.size()));
  svg.insert(4, fmt::format(" style=\"min-width:{}px\"", std::lround(points)));
  const std::string_view before = " class=\"";
  for (std::size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at + before.size())) {
    svg.insert(at + before.size(), "drawn-");
  }
  return svg;
}

}  // namespace

std::string services_picture(const ScalabilityReport& report) {
  if (report.analyses.running_services().size() < 2) return {};
  DiagramOptions options;
  options.level = Level::service;
  const Diagram diagram = without_libraries(make_diagram(report.analyses, options));
  if (diagram.edges.empty()) return {};
  if (diagram.nodes.size() > kMostNodes) {
    return "<p class=\"note\">" + numbered(diagram.nodes.size(), "box") +
           ": <code>loadline graph --level service</code> draws them, and with <code>--focus</code> a part of "
           "them.</p>";
  }
  return "<figure class=\"services-picture\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture "
         "of "
         "the services\">" +
         embedded(draw_with_graphviz(dot_text(diagram, report.analyses.program()), "svg")) +
         "</div><figcaption class=\"faint\">Blue lines are requests over the network, red ones are part of a cycle, "
         "grey "
         "ones are code that is linked. Modules that services share are left out unless they call a store: "
         "<code>loadline graph --level service</code> draws them all.</figcaption></figure>";
}

}  // namespace loadline::html
