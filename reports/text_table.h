// A table for terminals.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace loadline {

using TableRow = std::vector<std::string>;

// Columns as wide as their widest cell, two blanks between them, the last one as wide as it is. Every row has as many cells as
// there are titles. Cells are made safe for terminals.
void write_text_table(const TableRow& titles, std::vector<TableRow> rows, std::ostream& out);

}  // namespace loadline
