// D2 text.
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <fmt/core.h>

#include "reports/graph/cluster_tree.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

// In double quotes D2 obeys the backslash and "${…}".
std::string quoted(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    if (!out.empty()) out += "\\n";
    for (const char c : line) {
      if (c == '"' || c == '\\' || c == '$') out += '\\';
      out += c;
    }
  }
  return '"' + out + '"';
}

class D2Writer {
 public:
  D2Writer(const Diagram& diagram, std::ostream& out)
      : diagram_(diagram), out_(out), key_(node_ids(diagram)), clusters_(cluster_ids(diagram)) {}

  void write() {
    out_ << "direction: " << (runs_down(diagram_) ? "down" : "right") << '\n';
    write_contents(cluster_tree(diagram_), "");
    for (const DiagramEdge& edge : diagram_.edges) write_edge(edge);
  }

 private:
  // D2 names a node by the containers around it: "c_store.n_sql".
  void write_contents(const Cluster& cluster, const std::string& prefix) {
    for (const std::uint32_t number : cluster.nodes) {
      const DiagramNode& node = diagram_.nodes[number];
      key_[number] = prefix + key_[number];
      out_ << key_[number] << ": " << quoted(node_lines(diagram_, node));
      const std::string style = style_of(node);
      if (!node.link.empty() || !style.empty()) {
        out_ << " {";
        if (!node.link.empty()) out_ << " link: " << quoted({node.link}) << ';';
        out_ << style << " }";
      }
      out_ << '\n';
    }
    for (const Cluster& inner : cluster.inner) {
      const std::string key = prefix + clusters_[inner.number];
      out_ << key << ": " << quoted({short_label(inner.label)}) << '\n';
      write_contents(inner, key + '.');
    }
  }

  std::string style_of(const DiagramNode& node) const {
    const auto set = [](std::string_view what, std::string_view color) {
      return fmt::format(" style.{}: {};", what, quoted({std::string(color)}));
    };
    if (!node.store.empty()) return " shape: cylinder;";
    if (node.focused) return set("fill", palette::kFocusFill);
    if (!is_service(diagram_, node)) return {};
    return set("fill", palette::kServiceFill) + set("font-color", palette::kServiceText);
  }

  void write_edge(const DiagramEdge& edge) {
    out_ << key_[edge.from] << " -> " << key_[edge.to];
    const std::vector<std::string> lines = edge_lines(diagram_, edge);
    const bool has_style = edge.in_cycle || !edge.requests.empty();
    if (!lines.empty() || has_style) out_ << ": " << quoted(lines);
    if (has_style) {
      out_ << " { style.stroke: " << quoted({std::string(edge.in_cycle ? palette::kCycle : palette::kRequest)})
           << (edge.is_cut ? "; style.stroke-dash: 4" : "") << " }";
    }
    out_ << '\n';
  }

  const Diagram& diagram_;
  std::ostream& out_;
  std::vector<std::string> key_, clusters_;
};

void write_d2(const Diagram& diagram, const Program&, std::ostream& out) { D2Writer(diagram, out).write(); }

}  // namespace

const GraphFormat d2_format{"d2", "for D2", "d2", false, 400, 3000, write_d2};

}  // namespace loadline
