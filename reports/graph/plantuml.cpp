// PlantUML text: components, or for services boxes as in the C4 model. It includes nothing, so that it draws offline.
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "reports/graph/cluster_tree.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

// PlantUML obeys its preprocessor ("%date()", "$x", "!include"), Creole ("**", "//", "[[…]]") and HTML wherever they
// are. All but letters, digits and a few signs become "<U+005C>", which it never takes for markup. (It knows "&#92;"
// as well, but Debian 12's breaks down on that of a backslash and of a dollar sign.)
std::string plantuml_text(std::string_view text) {
  return spelled_out(text, " .,:()", [](char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto code = static_cast<unsigned char>(c);
    return "<U+00" + std::string{kDigits[code >> 4], kDigits[code & 15], '>'};
  });
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\\n") + plantuml_text(line);
  return out;
}

std::string quoted(const std::vector<std::string>& lines) { return '"' + joined(lines) + '"'; }

class PlantUmlWriter {
 public:
  PlantUmlWriter(const Diagram& diagram, std::ostream& out)
      : diagram_(diagram), out_(out), nodes_(node_ids(diagram)), clusters_(cluster_ids(diagram)) {}

  void write() {
    using namespace palette;
    out_ << "@startuml\n"
         << (runs_down(diagram_) ? "" : "left to right direction\n")
         << "skinparam shadowing false\nskinparam defaultFontName sans-serif\nskinparam rectangle {\n  BackgroundColor "
         << kNodeFill << "\n  BorderColor " << kNodeLine << "\n  FontColor " << kText
         << "\n  RoundCorner 8\n}\nskinparam ArrowColor " << kEdge << "\nskinparam ArrowFontColor " << kFaintText
         << '\n';
    write_contents(cluster_tree(diagram_), 0);
    for (const DiagramEdge& edge : diagram_.edges) write_edge(edge);
    out_ << "@enduml\n";
  }

 private:
  void write_contents(const Cluster& cluster, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    for (const std::uint32_t number : cluster.nodes) {
      const DiagramNode& node = diagram_.nodes[number];
      out_ << indent << (node.store.empty() ? "rectangle " : "database ") << quoted(node_lines(diagram_, node))
           << " as " << nodes_[number];
      if (!node.link.empty()) out_ << " [[" << node.link << "]]";
      if (node.focused) {
        out_ << ' ' << palette::kFocusFill;
      } else if (is_service(diagram_, node)) {
        out_ << ' ' << palette::kServiceFill << ";text:" << palette::kServiceText.substr(1);
      }
      out_ << '\n';
    }
    for (const Cluster& inner : cluster.inner) {
      out_ << indent << "rectangle " << quoted({short_label(inner.label)}) << " as " << clusters_[inner.number]
           << " #f5f8fb {\n";
      write_contents(inner, depth + 1);
      out_ << indent << "}\n";
    }
  }

  void write_edge(const DiagramEdge& edge) {
    std::string style;
    if (!edge.requests.empty()) style = "[" + std::string(palette::kRequest) + "]";
    if (edge.in_cycle) style = "[" + std::string(palette::kCycle) + (edge.is_cut ? ",dashed" : "") + "]";
    out_ << nodes_[edge.from] << " -" << style << "-> " << nodes_[edge.to];
    const std::vector<std::string> lines = edge_lines(diagram_, edge);
    if (!lines.empty()) out_ << " : " << joined(lines);
    out_ << '\n';
  }

  const Diagram& diagram_;
  std::ostream& out_;
  std::vector<std::string> nodes_, clusters_;  // ids
};

void write_plantuml(const Diagram& diagram, const Program&, std::ostream& out) { PlantUmlWriter(diagram, out).write(); }

}  // namespace

const GraphFormat plantuml_format{"plantuml",    "for PlantUML and the wikis that draw it", "puml", false, 400, 3000,
                                  write_plantuml};

}  // namespace loadline
