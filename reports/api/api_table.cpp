// The listing of an API as tables.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "analyzers/public_surface.h"
#include "reports/api/api_listing.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

using Row = std::vector<std::string>;

std::string place_text(std::string_view path, std::uint32_t line) {
  if (path.empty()) return "";
  return std::string(path) + (line > 0 ? ':' + std::to_string(line) : "");
}

std::string place_text(const Program& program, Location where) {
  return where.known() ? place_text(program.files()[where.file].path, where.line) : "";
}

std::vector<Row> route_rows(const Analyses& analyses) {
  const Program& program = analyses.program();
  std::vector<Row> rows;
  for (const Route& route : analyses.routes()) {
    rows.push_back({route.method, route.path.empty() ? "-" : route.path, handler_name(program, route.handler),
                    place_text(program, route.where)});
  }
  return rows;
}

std::vector<Row> service_rows(const Analyses& analyses) {
  std::vector<Row> rows;
  for (const RpcContract& service : analyses.rpc_services()) {
    rows.push_back({service.name, place_text(service.path, service.line)});
  }
  return rows;
}

std::vector<Row> surface_rows(const Analyses& analyses) {
  const Program& program = analyses.program();
  std::vector<Row> rows;
  for (const PublicEntity& entity : public_surface(program, analyses.architecture(), analyses.targets())) {
    const Symbol& symbol = program.symbols()[entity.symbol];
    const bool is_function = symbol.kind == SymbolKind::function;
    rows.push_back({std::string(name_of(symbol.kind)),
                    entity.members.empty() ? "" : std::to_string(entity.members.size()),
                    place_text(program, symbol.declared),
                    std::string(symbol.name) + (is_function ? std::string(symbol.signature) : "")});
  }
  return rows;
}

void write_rows(const Row& titles, std::vector<Row> rows, std::ostream& out) {
  for (Row& row : rows) {
    for (std::string& cell : row) cell = terminal_text(cell);
  }
  rows.insert(rows.begin(), titles);
  std::vector<std::size_t> widths(titles.size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) out << row[i] << std::string(widths[i] - row[i].size() + 2, ' ');
    out << row.back() << '\n';
  }
}

}  // namespace

void write_api_table(const Analyses& analyses, std::ostream& out) {
  struct Table {
    Row titles;
    std::vector<Row> rows;
  };
  bool is_first = true;
  for (Table& table : std::vector<Table>{{{"METHOD", "PATH", "HANDLER", "WHERE"}, route_rows(analyses)},
                                         {{"RPC SERVICE", "WHERE"}, service_rows(analyses)},
                                         {{"KIND", "MEMBERS", "WHERE", "PUBLIC NAME"}, surface_rows(analyses)}}) {
    if (table.rows.empty()) continue;
    if (!is_first) out << '\n';
    is_first = false;
    write_rows(table.titles, std::move(table.rows), out);
  }
  if (is_first) {
    out << "no route is registered with a framework that loadline knows, and there is no RPC service and no public "
           "header\n";
  }
}

}  // namespace loadline
