// The directed graph, and the algorithms that need no domain: components, reachability, shortest paths, reduction.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/graph.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace loadline {
namespace {

// Joins parallel edges and drops self-loops. Sorted input is not required.
std::vector<Edge> normalised(std::vector<Edge> edges) {
  std::erase_if(edges, [](const Edge& edge) { return edge.from == edge.to; });
  if (!std::is_sorted(edges.begin(), edges.end())) std::sort(edges.begin(), edges.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const bool parallel = kept > 0 && edges[kept - 1].from == edges[i].from && edges[kept - 1].to == edges[i].to;
    if (parallel)
      edges[kept - 1].weight += edges[i].weight;
    else
      edges[kept++] = edges[i];
  }
  edges.resize(kept);
  return edges;
}

// Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972) with its own stack of frames: dependency
// chains of a generated program are longer than a thread's stack.
class ComponentSearch {
 public:
  explicit ComponentSearch(const Graph& graph) : graph_(graph), order_(graph.size(), 0), low_(graph.size(), 0) {}

  std::vector<std::vector<Node>> run() {
    for (Node node = 0; node < graph_.size(); ++node) {
      if (order_[node] == 0) search_from(node);
    }
    return std::move(components_);
  }

 private:
  struct Frame {
    Node node;
    std::size_t next_edge;
  };

  void open(Node node) {
    order_[node] = low_[node] = ++visited_;
    stack_.push_back(node);
    on_stack_[node] = true;
    frames_.push_back({node, 0});
  }

  void search_from(Node start) {
    open(start);
    while (!frames_.empty()) {
      const Node node = frames_.back().node;
      const auto edges = graph_.edges_from(node);
      if (frames_.back().next_edge == edges.size()) {
        close(node);
        continue;
      }
      const Node to = edges[frames_.back().next_edge++].to;
      if (order_[to] == 0)
        open(to);
      else if (on_stack_[to])
        low_[node] = std::min(low_[node], order_[to]);
    }
  }

  void close(Node node) {
    frames_.pop_back();
    if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
    if (low_[node] != order_[node]) return;
    std::vector<Node>& component = components_.emplace_back();
    Node member;
    do {
      member = stack_.back();
      stack_.pop_back();
      on_stack_[member] = false;
      component.push_back(member);
    } while (member != node);
    std::sort(component.begin(), component.end());
  }

  const Graph& graph_;
  std::vector<std::uint32_t> order_, low_;
  std::vector<bool> on_stack_ = std::vector<bool>(order_.size(), false);
  std::uint32_t visited_ = 0;
  std::vector<Node> stack_;
  std::vector<Frame> frames_;
  std::vector<std::vector<Node>> components_;
};

}  // namespace

Graph::Graph(std::uint32_t nodes, std::vector<Edge> edges)
    : edges_(normalised(std::move(edges))), first_(static_cast<std::size_t>(nodes) + 1, 0) {
  for (const Edge& edge : edges_) ++first_[edge.from + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

const Edge* Graph::find(Node from, Node to) const {
  const auto edges = edges_from(from);
  const auto found =
      std::lower_bound(edges.begin(), edges.end(), to, [](const Edge& edge, Node node) { return edge.to < node; });
  return found != edges.end() && found->to == to ? &*found : nullptr;
}

Graph Graph::reversed() const {
  std::vector<std::uint32_t> next(first_.size(), 0);  // where the next edge that comes from a node goes
  for (const Edge& edge : edges_) ++next[edge.to + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Edge> turned(edges_.size());
  for (const Edge& edge : edges_) turned[next[edge.to]++] = {edge.to, edge.from, edge.weight};
  return Graph(size(), std::move(turned));
}

Graph InducedSubgraphs::of(const std::vector<Node>& members) {
  for (std::uint32_t i = 0; i < members.size(); ++i) number_[members[i]] = i;
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    for (const Edge& edge : graph_.edges_from(members[i])) {
      const std::uint32_t to = number_[edge.to];
      if (to < members.size() && members[to] == edge.to) edges.push_back({i, to, edge.weight});
    }
  }
  return Graph(static_cast<std::uint32_t>(members.size()), std::move(edges));
}

std::vector<std::vector<Node>> strongly_connected_components(const Graph& graph) {
  return ComponentSearch(graph).run();
}

std::vector<bool> reachable_from(const Graph& graph, const std::vector<Node>& start, std::uint32_t depth) {
  std::vector<bool> reached(graph.size(), false);
  std::vector<Node> front;
  for (const Node node : start) {
    if (!reached[node]) front.push_back(node);
    reached[node] = true;
  }
  for (std::uint32_t step = 0; step < depth && !front.empty(); ++step) {
    std::vector<Node> next;
    for (const Node node : front) {
      for (const Edge& edge : graph.edges_from(node)) {
        if (reached[edge.to]) continue;
        reached[edge.to] = true;
        next.push_back(edge.to);
      }
    }
    front = std::move(next);
  }
  return reached;
}

std::vector<Node> shortest_path(const Graph& graph, const std::vector<Node>& from, const std::vector<Node>& to) {
  constexpr Node kUnseen = std::numeric_limits<Node>::max();
  std::vector<Node> came_from(graph.size(), kUnseen);
  std::vector<bool> is_goal(graph.size(), false);
  for (const Node node : to) is_goal[node] = true;
  std::vector<Node> queue = from;
  std::sort(queue.begin(), queue.end());
  for (const Node node : queue) came_from[node] = node;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Node node = queue[i];
    if (is_goal[node]) {
      std::vector<Node> path{node};
      while (came_from[path.back()] != path.back()) path.push_back(came_from[path.back()]);
      std::reverse(path.begin(), path.end());
      return path;
    }
    for (const Edge& edge : graph.edges_from(node)) {
      if (came_from[edge.to] != kUnseen) continue;
      came_from[edge.to] = node;
      queue.push_back(edge.to);
    }
  }
  return {};
}

// An edge a→c is implied when some other edge a→b leads on to c. Checked over the acyclic graph of components: a component
// inherits the reach of its successors as a bit set, in the order in which successors come first.
Graph transitive_reduction(const Graph& graph) {
  const std::vector<std::vector<Node>> components = strongly_connected_components(graph);
  std::vector<std::uint32_t> component_of(graph.size());
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    for (const Node node : components[i]) component_of[node] = i;
  }
  const std::size_t count = components.size();
  std::vector<std::vector<bool>> reach(count, std::vector<bool>(count, false));   // itself included
  std::vector<std::vector<bool>> beyond(count, std::vector<bool>(count, false));  // by two component steps or more
  for (std::uint32_t i = 0; i < count; ++i) {
    reach[i][i] = true;
    for (const Node node : components[i]) {
      for (const Edge& edge : graph.edges_from(node)) {
        const std::uint32_t next = component_of[edge.to];
        if (next == i) continue;
        for (std::uint32_t k = 0; k < i; ++k) {
          if (!reach[next][k]) continue;
          reach[i][k] = true;
          if (k != next) beyond[i][k] = true;
        }
      }
    }
  }
  std::vector<Edge> kept;
  for (const Edge& edge : graph.edges()) {
    const std::uint32_t from = component_of[edge.from], to = component_of[edge.to];
    if (from == to || !beyond[from][to]) kept.push_back(edge);
  }
  return Graph(graph.size(), std::move(kept));
}

}  // namespace loadline
