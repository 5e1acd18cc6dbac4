// Lays graphs out.
// SPDX-License-Identifier: Apache-2.0
//
// Graphviz gets numbers only, no names, and answers in its "plain" format:
//
//   graph 1 3.2 4.1          scale, width, height in inches; y grows upwards
//   node n0 1.2 3.9 0.9 0.4 …   name, centre, size
//   edge n0 n1 4 x y x y …      ends, number of points, points
#include "reports/graph/graph_layout.h"

#include <algorithm>
#include <bit>
#include <map>
#include <sstream>
#include <string>

#include "analyzers/structure/layering.h"
#include "reports/graph/graphviz_drawing.h"

namespace loadline {
namespace {

constexpr std::size_t kMostNodes = 120, kMostEdges = 700;
constexpr double kInch = 72;
constexpr double kClusterPadding = 10, kClusterLabel = 20;

class DotText {
 public:
  explicit DotText(const LayoutRequest& request) : request_(request) {}

  std::string text() {
    out_ << "digraph g {\n  graph [nodesep=0.3, ranksep=0.55, mclimit=0.5, nslimit=4, nslimit1=4]\n"
            "  node [shape=box, fixedsize=true, label=\"\"]\n  edge [arrowhead=none]\n";
    write_cluster(kNone);
    for (const Edge& edge : request_.edges) {
      out_ << "  n" << edge.from << " -> n" << edge.to << " [weight=" << std::bit_width(edge.weight) << "]\n";
    }
    out_ << "}\n";
    return out_.str();
  }

 private:
  void write_cluster(std::uint32_t cluster) {
    if (cluster != kNone) out_ << "subgraph cluster_" << cluster << " {\ngraph [margin=16, label=\" \", fontsize=14]\n";
    for (std::uint32_t node = 0; node < request_.nodes.size(); ++node) {
      if (request_.cluster[node] != cluster) continue;
      out_ << 'n' << node << " [width=" << inches(request_.nodes[node].width)
           << ", height=" << inches(request_.nodes[node].height) << "]\n";
    }
    for (std::uint32_t inner = 0; inner < request_.clusters.size(); ++inner) {
      if (request_.clusters[inner] == cluster) write_cluster(inner);
    }
    if (cluster != kNone) out_ << "}\n";
  }

  // Whole hundredths, so that no locale can put a comma in.
  static std::string inches(double points) {
    const auto hundredths = static_cast<long>(points / kInch * 100);
    return std::to_string(hundredths / 100) + '.' + (hundredths % 100 < 10 ? "0" : "") +
           std::to_string(hundredths % 100);
  }

  const LayoutRequest& request_;
  std::ostringstream out_;
};

std::uint32_t node_number(const std::string& name) { return static_cast<std::uint32_t>(std::stoul(name.substr(1))); }

void read_plain(const std::string& plain, const LayoutRequest& request, GraphLayout& layout) {
  std::map<std::pair<Node, Node>, std::size_t> edge_number;
  for (std::size_t i = 0; i < request.edges.size(); ++i) {
    edge_number[{request.edges[i].from, request.edges[i].to}] = i;
  }
  std::istringstream lines(plain);
  lines.imbue(std::locale::classic());
  const auto flipped = [&](double y) { return layout.height - y * kInch; };
  for (std::string word; lines >> word;) {
    if (word == "graph") {
      double scale = 0;
      lines >> scale >> layout.width >> layout.height;
      layout.width *= kInch;
      layout.height *= kInch;
    } else if (word == "node") {
      std::string name;
      double x = 0, y = 0;
      lines >> name >> x >> y;
      LayoutBox& box = layout.nodes[node_number(name)];
      box.x = x * kInch - box.width / 2;
      box.y = flipped(y) - box.height / 2;
    } else if (word == "edge") {
      std::string from, to;
      std::size_t points = 0;
      lines >> from >> to >> points;
      std::vector<std::pair<double, double>> spline(points);
      for (auto& [x, y] : spline) {
        lines >> x >> y;
        x *= kInch;
        y = flipped(y);
      }
      layout.splines[edge_number.at({node_number(from), node_number(to)})] = std::move(spline);
    }
    std::getline(lines, word);
  }
}

void set_in_rows(const LayoutRequest& request, GraphLayout& layout) {
  constexpr double kGap = 18, kRowGap = 46, kWidest = 1800;
  const Graph graph(static_cast<std::uint32_t>(request.nodes.size()), request.edges);
  double y = 0;
  for (const std::vector<Node>& rank : infer_layers(graph).ranks) {
    double x = 0, tallest = 0;
    for (const Node node : rank) {
      LayoutBox& box = layout.nodes[node];
      if (x > 0 && x + box.width > kWidest) {
        x = 0;
        y += tallest + kGap;
      }
      box.x = x;
      box.y = y;
      x += box.width + kGap;
      tallest = std::max(tallest, box.height);
      layout.width = std::max(layout.width, box.x + box.width);
      layout.height = std::max(layout.height, box.y + box.height);
    }
    y += tallest + kRowGap;
  }
  for (std::size_t i = 0; i < request.edges.size(); ++i) {
    const LayoutBox& from = layout.nodes[request.edges[i].from];
    const LayoutBox& to = layout.nodes[request.edges[i].to];
    const std::pair start(from.x + from.width / 2, from.y + (from.y < to.y ? from.height : 0));
    const std::pair end(to.x + to.width / 2, to.y + (from.y < to.y ? 0 : to.height));
    layout.splines[i] = {start, start, end, end};
  }
}

void enclose_clusters(const LayoutRequest& request, GraphLayout& layout) {
  const auto add = [&](std::uint32_t cluster, const LayoutBox& inner) {
    LayoutBox& box = layout.clusters[cluster];
    const double left = inner.x - kClusterPadding, top = inner.y - kClusterPadding - kClusterLabel;
    const double right = inner.x + inner.width + kClusterPadding, bottom = inner.y + inner.height + kClusterPadding;
    if (box.width == 0) {
      box = {left, top, right - left, bottom - top};
      return;
    }
    const double all_right = std::max(box.x + box.width, right), all_bottom = std::max(box.y + box.height, bottom);
    box.x = std::min(box.x, left);
    box.y = std::min(box.y, top);
    box.width = all_right - box.x;
    box.height = all_bottom - box.y;
  };
  for (std::size_t node = 0; node < request.nodes.size(); ++node) {
    if (request.cluster[node] != kNone) add(request.cluster[node], layout.nodes[node]);
  }
  for (std::size_t i = request.clusters.size(); i-- > 0;) {
    if (request.clusters[i] != kNone && layout.clusters[i].width > 0) add(request.clusters[i], layout.clusters[i]);
  }
}

}  // namespace

GraphLayout lay_out(const LayoutRequest& request) {
  GraphLayout layout;
  layout.nodes = request.nodes;
  layout.clusters.resize(request.clusters.size());
  layout.splines.resize(request.edges.size());
  if (request.nodes.empty()) return layout;
  if (request.nodes.size() > kMostNodes || request.edges.size() > kMostEdges) {
    set_in_rows(request, layout);
  } else {
    read_plain(draw_with_graphviz(DotText(request).text(), "plain"), request, layout);
  }
  enclose_clusters(request, layout);
  return layout;
}

}  // namespace loadline
