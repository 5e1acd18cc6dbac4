// Measures columns, and writes rows.
// SPDX-License-Identifier: Apache-2.0
#include "reports/text_table.h"

#include <algorithm>

#include "reports/terminal_text.h"

namespace loadline {

void write_text_table(const TableRow& titles, std::vector<TableRow> rows, std::ostream& out) {
  rows.insert(rows.begin(), titles);
  for (TableRow& row : rows) {
    for (std::string& cell : row) cell = terminal_text(cell);
  }
  std::vector<std::size_t> widths(titles.size());
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) out << row[i] << std::string(widths[i] - row[i].size() + 2, ' ');
    out << row.back() << '\n';
  }
}

}  // namespace loadline
