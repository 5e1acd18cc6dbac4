// The sections that show the module graph: the picture and the matrix.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "analyzers/structure/cycles.h"
#include "reports/graph/graph_layout.h"
#include "reports/graph/picture_text.h"
#include "reports/html/html_text.h"
#include "reports/html/structure_view.h"

namespace loadline::html {
namespace {

// 1234 is "1.2k": a cell of the matrix has little room.
std::string brief(std::uint64_t value) {
  if (value < 1000) return std::to_string(value);
  if (value < 10000) return std::to_string(value / 1000) + '.' + std::to_string(value / 100 % 10) + 'k';
  return value < 1000000 ? std::to_string(value / 1000) + 'k' : std::to_string(value / 1000000) + 'M';
}

// Width to height of the picture, within what fits on a screen.
std::string ratio(const GraphLayout& layout) {
  const double ratio = layout.height > 0 ? (layout.width + 40) / (layout.height + 40) : 2;
  return std::to_string(std::lround(100 * std::clamp(ratio, 1.3, 3.0))) + " / 100";
}

std::string cycle_list(const Analyses& analyses) {
  if (analyses.module_cycles().empty()) return "<p class=\"faint\">There is no cycle between modules.</p>";
  const std::vector<Module>& modules = analyses.modules().all();
  std::string out = "<h3>Cycles</h3><ul class=\"cycles\">";
  constexpr std::size_t kMost = 12;
  for (std::size_t at = 0; at < std::min(kMost, analyses.module_cycles().size()); ++at) {
    const Cycle& cycle = analyses.module_cycles()[at];
    out += fmt::format("<li><b>{}</b>: ", numbered(cycle.members.size(), "module"));
    for (std::size_t i = 0; i < std::min(kMost, cycle.members.size()); ++i) {
      out += (i > 0 ? ", " : "") + text(modules[cycle.members[i]].name);
    }
    if (cycle.members.size() > kMost) out += fmt::format(" and {} more", number(cycle.members.size() - kMost));
    out += ".<br>Cheapest cut: ";
    for (std::size_t i = 0; i < std::min(kMost, cycle.cut.size()); ++i) {
      const Edge& edge = cycle.cut[i];
      out += (i > 0 ? ", " : "") + text(modules[edge.from].name) + " → " + text(modules[edge.to].name) + " (" +
             numbered(edge.weight, "reference") + ")";
    }
    if (cycle.cut.size() > kMost) out += fmt::format(" and {} more", number(cycle.cut.size() - kMost));
    out += "</li>";
  }
  out += "</ul>";
  const std::size_t all = analyses.module_cycles().size();
  return all > kMost ? fmt::format("{}<p class=\"faint\">and {}</p>", out, numbered(all - kMost, "more cycle")) : out;
}

}  // namespace

std::string graph_section(const ScalabilityReport& report, const StructureView& view) {
  const std::string legend =
      "<ul class=\"legend\"><li><i class=\"line\"></i> uses</li><li><i class=\"line cyclic\"></i> part of a cycle</li>"
      "<li><i class=\"line cut\"></i> cheapest to cut</li></ul>";
  return "<div class=\"tools needs-script\" id=\"graph-tools\" role=\"group\" aria-label=\"Graph tools\">"
         "<label class=\"search\"><span class=\"hidden\">Search modules and files</span>"
         "<input type=\"search\" id=\"graph-search\" placeholder=\"Search modules and files\" "
         "autocomplete=\"off\"></label>"
         "<details class=\"menu\" id=\"kinds-menu\"><summary>Kinds of edge</summary><fieldset id=\"graph-kinds\">"
         "<legend class=\"hidden\">Kinds of edge</legend></fieldset></details>"
         "<label class=\"check\"><input type=\"checkbox\" id=\"graph-cycles\"> Cycles only</label>"
         "<label class=\"check\"><input type=\"checkbox\" id=\"graph-all\"> All lines</label>"
         "<button type=\"button\" id=\"graph-expand\">Expand all</button>"
         "<button type=\"button\" id=\"graph-collapse\">Collapse all</button>"
         "<span class=\"spacer\"></span>"
         "<button type=\"button\" id=\"graph-out\" aria-label=\"Zoom out\">−</button>"
         "<button type=\"button\" id=\"graph-in\" aria-label=\"Zoom in\">+</button>"
         "<button type=\"button\" id=\"graph-fit\">Fit</button></div>"
         "<div class=\"graph\"><div class=\"canvas\" id=\"graph-canvas\" style=\"aspect-ratio:" +
         ratio(view.layout) + ";max-height:min(82vh," + std::to_string(std::lround(view.layout.height * 1.4 + 120)) +
         "px)\">" + structure_svg(view, report.analyses) + legend +
         "<aside class=\"panel needs-script\" id=\"graph-panel\" aria-live=\"polite\" aria-label=\"Details of the "
         "selection\" "
         "tabindex=\"-1\"></aside></div><p class=\"note hint needs-script\">Choose a box to see what it uses and who "
         "uses it, with "
         "symbols and lines; open it with a double click, Enter or its plus sign. Drag to move, Ctrl and wheel to "
         "zoom, arrow keys to "
         "walk.</p></div>" +
         cycle_list(report.analyses);
}

std::string matrix_section(const StructureView& view) {
  if (view.shown.size() < 2) return "<p class=\"faint\">There is only one module.</p>";
  std::map<std::pair<Node, Node>, const ShownEdge*> edge_of;
  for (const ShownEdge& edge : view.edges) edge_of[{edge.from, edge.to}] = &edge;
  std::string out =
      "<p class=\"note\">A column uses the rows it has marks in; a row is used by the columns it has marks in. "
      "Users come before what they use, so everything below the diagonal is a layer above using a layer below. Marks "
      "above "
      "the diagonal close a cycle.</p><div class=\"matrix-box\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Dependency "
      "structure matrix\"><table class=\"matrix\" id=\"matrix\"><thead><tr><td></td>";
  for (std::size_t i = 0; i < view.order.size(); ++i) {
    out +=
        fmt::format("<th scope=\"col\" title=\"{}\">{}</th>", text(view.tree[view.shown[view.order[i]]].name), i + 1);
  }
  out += "</tr></thead><tbody>";
  for (std::size_t r = 0; r < view.order.size(); ++r) {
    const Node row = view.order[r];
    out += fmt::format("<tr><th scope=\"row\"><span>{}</span> {}</th>", r + 1,
                       text(short_label(view.tree[view.shown[row]].name)));
    for (std::size_t c = 0; c < view.order.size(); ++c) {
      const Node column = view.order[c];
      const auto found = edge_of.find({column, row});
      if (r == c) {
        out += "<td class=\"self\"></td>";
      } else if (found == edge_of.end()) {
        out += "<td></td>";
      } else {
        const ShownEdge& edge = *found->second;
        const auto step = std::min<std::size_t>(std::to_string(edge.weight).size(), 5);
        out += "<td class=\"w" + std::to_string(step) +
               (r < c           ? " up"
                : edge.in_cycle ? " cyclic"
                                : "") +
               "\"><button type=\"button\" data-from=\"" + std::to_string(view.shown[column]) + "\" data-to=\"" +
               std::to_string(view.shown[row]) + "\" aria-label=\"" + text(view.tree[view.shown[column]].name) +
               " uses " + text(view.tree[view.shown[row]].name) + ": " + numbered(edge.weight, "reference") +
               (r < c ? ", closes a cycle" : "") + "\">" + brief(edge.weight) + "</button></td>";
      }
    }
    out += "</tr>";
  }
  return out +
         "</tbody></table></div><aside class=\"panel needs-script\" id=\"matrix-panel\" aria-live=\"polite\" "
         "aria-label=\"Evidence of the cell\"><p class=\"faint\">Choose a cell for its evidence.</p></aside></div>";
}

}  // namespace loadline::html
