// The dependency structure matrix of a diagram, as text.
// SPDX-License-Identifier: Apache-2.0
//
//            1  2  3      A column uses the rows it has numbers in. Users come before what they use, so only
//    1 ui    ·            cycles have numbers above the diagonal.
//    2 core  4  ·  1
//    3 io    .  7  ·
#include <algorithm>
#include <string>

#include "reports/graph/dsm_matrix.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

// Characters, not bytes.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

void write_dsm(const Diagram& diagram, const Program&, std::ostream& out) {
  const DsmMatrix matrix(diagram);
  const std::size_t digits = std::to_string(matrix.size()).size();
  std::size_t names = 0, cells = digits;
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    names = std::max(names, width_of(short_label(matrix.node(row).id)));
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      if (const DiagramEdge* edge = matrix.cell(row, column)) {
        cells = std::max(cells, std::to_string(edge->weight).size() + (row < column ? 1 : 0));
      }
    }
  }
  const auto line = [&](std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out << text << '\n';
  };
  std::string head(digits + 1 + names, ' ');
  for (std::size_t column = 0; column < matrix.size(); ++column) head += right(std::to_string(column + 1), cells + 1);
  line(head);
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    const std::string name = short_label(matrix.node(row).id);
    std::string text = right(std::to_string(row + 1), digits) + ' ' + name + std::string(names - width_of(name), ' ');
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      const DiagramEdge* edge = matrix.cell(row, column);
      const std::string mark = row < column ? "!" : "";  // closes a cycle
      text += right(row == column ? "·" : edge ? std::to_string(edge->weight) + mark : "", cells + 1);
    }
    line(text);
  }
  out << "\nA column uses the rows it has numbers in. \"!\" marks what closes a cycle.\n";
}

}  // namespace

const GraphFormat dsm_format{"dsm", "dependency structure matrix as text", "txt", false, 400, 0, write_dsm};

}  // namespace loadline
