// Labels, tooltips and line widths of pictures.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/picture_text.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/core.h>
#include "analyzers/model/evidence_text.h"
#include "analyzers/structure/layering.h"
#include "analyzers/words/phrases.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

std::string kinds_text(const DiagramEdge& edge) {
  std::string text;
  for (std::size_t kind = 0; kind < edge.counts.size(); ++kind) {
    if (edge.counts[kind] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(name_of(static_cast<ReferenceKind>(kind))) + ' ' +
            std::to_string(edge.counts[kind]);
  }
  return text;
}

std::vector<std::string> request_lines(const DiagramEdge& edge) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> lines;
  std::uint64_t calls = 0;
  for (const DiagramRequest& request : edge.requests) {
    if (lines.size() < kMost) lines.push_back(short_label(request.text));
    calls += request.calls;
  }
  if (edge.requests.size() > kMost) lines.push_back(fmt::format("and {} more", edge.requests.size() - kMost));
  if (edge.weight > calls) lines.push_back("and " + counted(edge.weight - calls, "reference"));
  return lines;
}

}  // namespace

std::string short_label(std::string_view name) {
  constexpr std::size_t kLongest = 64, kHead = 30, kTail = 30;
  std::string text = terminal_text(name);
  if (text.size() <= kLongest) return text;
  std::size_t head = kHead, tail = text.size() - kTail;
  while (continues_character(text[head])) --head;
  while (continues_character(text[tail])) ++tail;
  return text.substr(0, head) + "…" + text.substr(tail);
}

std::string spelled_out(std::string_view text, std::string_view plain, std::string (*spell)(char)) {
  std::string out;
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool stays = is_letter || static_cast<unsigned char>(c) >= 0x80 || plain.find(c) != std::string_view::npos;
    out += stays ? std::string(1, c) : spell(c);
  }
  return out;
}

std::vector<std::string> node_lines(const Diagram& diagram, const DiagramNode& node) {
  std::vector<std::string> lines{short_label(node.label)};
  if (diagram.level != Level::service) return lines;
  if (!node.store.empty()) {
    lines.push_back('[' + node.store + ']');
    return lines;
  }
  lines.push_back((is_service(diagram, node) ? "[service: " : "[shared module: ") + counted(node.files, "file") + ']');
  return lines;
}

std::vector<std::string> edge_lines(const Diagram& diagram, const DiagramEdge& edge) {
  if (!shows_weights(diagram)) return {};
  if (!edge.requests.empty()) return request_lines(edge);
  // One service that uses the code of another is what such a picture is looked at for.
  const bool joins_services =
      is_service(diagram, diagram.nodes[edge.from]) && is_service(diagram, diagram.nodes[edge.to]);
  if (!diagram.nodes[edge.to].store.empty()) return {counted(edge.weight, "call")};
  return {joins_services ? counted(edge.weight, "reference") : std::to_string(edge.weight)};
}

bool is_service(const Diagram& diagram, const DiagramNode& node) {
  return diagram.level == Level::service && node.cluster.empty();
}

bool leads_to_shared(const Diagram& diagram, const DiagramEdge& edge) {
  const DiagramNode& to = diagram.nodes[edge.to];
  return diagram.level == Level::service && !is_service(diagram, to) && to.store.empty();
}

bool runs_down(const Diagram& diagram) {
  if (diagram.level == Level::file || diagram.level == Level::symbol) return false;
  std::vector<Edge> edges;
  for (const DiagramEdge& edge : diagram.edges) edges.push_back({edge.from, edge.to, edge.weight});
  const Graph graph(static_cast<std::uint32_t>(diagram.nodes.size()), std::move(edges));
  // In characters: a box takes its label and some space, and a line of text takes about two characters.
  constexpr double kBetween = 8, kRow = 5, kRank = 9, kScreen = 1.5;
  double widest = 1, longest = 1, most = 1, ranks = 0;
  for (const std::vector<Node>& rank : infer_layers(graph).ranks) {
    double width = 0, label = 0;
    for (const Node node : rank) {
      const auto length = static_cast<double>(short_label(diagram.nodes[node].label).size());
      width += length + kBetween;
      label = std::max(label, length);
    }
    widest = std::max(widest, width);
    most = std::max(most, static_cast<double>(rank.size()));
    longest += label + kBetween + kRank;
    ++ranks;
  }
  const auto distance = [](double width, double height) { return std::abs(std::log(width / height / kScreen)); };
  return distance(widest, std::max(ranks, 1.0) * kRank) <= distance(longest, most * kRow);
}

std::vector<std::string> node_tooltip(const DiagramNode& node) {
  std::vector<std::string> lines{terminal_text(node.id)};
  if (node.files > 1) lines.push_back(counted(node.files, "file"));
  if (node.lines > 0) lines.push_back(counted(node.lines, "line"));
  if (node.line > 0) lines.push_back(terminal_text(node.path) + ':' + std::to_string(node.line));
  return lines;
}

std::vector<std::string> edge_tooltip(const Diagram& diagram, const Program& program, const DiagramEdge& edge) {
  std::vector<std::string> lines;
  lines.push_back(terminal_text(diagram.nodes[edge.from].id) + " → " + terminal_text(diagram.nodes[edge.to].id));
  lines.push_back(counted(edge.weight, "reference") + ": " + kinds_text(edge));
  lines.push_back(terminal_text(program.files()[edge.sample.where.file].path) + ':' +
                  std::to_string(edge.sample.where.line) + "  " + terminal_text(describe(program, edge.sample)));
  if (edge.is_cut) {
    lines.push_back("cut here to break the cycle");
  } else if (edge.in_cycle) {
    lines.push_back("part of a cycle");
  }
  return lines;
}

bool shows_weights(const Diagram& diagram) { return diagram.edges.size() <= 150; }

std::uint32_t line_width(const DiagramEdge& edge) {
  const auto doublings = static_cast<std::uint32_t>(std::bit_width(edge.weight));
  return std::min<std::uint32_t>(8 + 2 * doublings, 36) + (edge.in_cycle ? 6 : 0);
}

std::string tenths(std::uint32_t value) { return std::to_string(value / 10) + '.' + std::to_string(value % 10); }

}  // namespace loadline
