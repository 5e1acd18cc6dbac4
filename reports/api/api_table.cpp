// The listing of an API as tables.
// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "analyzers/questions/route_callers.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/structure/public_surface.h"
#include "reports/text_table.h"

namespace loadline {
namespace {

struct Table {
  TableRow titles;
  std::vector<TableRow> rows;
};

std::string place_text(std::string_view path, std::uint32_t line) {
  if (path.empty()) return "";
  return std::string(path) + (line > 0 ? ':' + std::to_string(line) : "");
}

std::string place_text(const Program& program, Location where) {
  return where.known() ? place_text(program.files()[where.file].path, where.line) : "";
}

// "gateway, orders": each name once.
std::string names_of(const std::vector<RouteCaller>& callers) {
  std::set<std::string> names;
  for (const RouteCaller& caller : callers) names.insert(caller.name);
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Table route_table(const Analyses& analyses) {
  const Program& program = analyses.program();
  const std::vector<std::vector<RouteCaller>> callers = callers_of_routes(analyses);
  const bool has_callers = !analyses.service_calls().empty();
  Table table{{"METHOD", "PATH", "HANDLER", "WHERE"}, {}};
  if (has_callers) table.titles.insert(table.titles.begin() + 3, "CALLED BY");
  for (std::size_t i = 0; i < analyses.routes().size(); ++i) {
    const Route& route = analyses.routes()[i];
    TableRow& row = table.rows.emplace_back();
    row = {route.method, route.path.empty() ? "-" : route.path, handler_name(program, route.handler)};
    if (has_callers) row.push_back(names_of(callers[i]));
    row.push_back(place_text(program, route.where));
  }
  return table;
}

std::vector<TableRow> service_rows(const Analyses& analyses) {
  std::vector<TableRow> rows;
  for (const RpcContract& service : analyses.rpc_services()) {
    rows.push_back({service.name, place_text(service.path, service.line)});
  }
  return rows;
}

std::vector<TableRow> surface_rows(const Analyses& analyses) {
  const Program& program = analyses.program();
  std::vector<TableRow> rows;
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

}  // namespace

void write_api_table(const Analyses& analyses, std::ostream& out) {
  bool is_first = true;
  for (Table& table : std::vector<Table>{route_table(analyses),
                                         {{"RPC SERVICE", "WHERE"}, service_rows(analyses)},
                                         {{"KIND", "MEMBERS", "WHERE", "PUBLIC NAME"}, surface_rows(analyses)}}) {
    if (table.rows.empty()) continue;
    if (!is_first) out << '\n';
    is_first = false;
    write_text_table(table.titles, std::move(table.rows), out);
  }
  if (is_first) {
    out << "no route is registered with a framework that loadline knows, and there is no RPC service and no public "
           "header\n";
  }
}

}  // namespace loadline
