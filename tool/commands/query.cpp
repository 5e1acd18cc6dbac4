// loadline query: asks the program a question in SQL.
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "analyzers/questions/sql/program_database.h"
#include "analyzers/words/json_text.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "reports/text_table.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

enum class QueryFormat { table, csv, json };

struct QueryOptions {
  ProjectOptions project;
  std::string sql;
  bool tables = false;
  double seconds = 60;
  QueryFormat format = QueryFormat::table;
  std::string output;
};

void list_tables(std::ostream& out) {
  for (const SqlTable& table : sql_tables())
    out << table.name << ": " << table.summary << "\n    " << table.columns << "\n";
  for (const SqlView& view : sql_views()) out << view.name << ": " << view.summary << " (a view)\n";
}

void write_table(const SelectResult& result, std::ostream& out) {
  std::vector<TableRow> rows;
  for (const std::vector<SqlValue>& row : result.rows) {
    TableRow& cells = rows.emplace_back();
    for (const SqlValue& value : row) cells.push_back(text_of(value));
  }
  write_text_table(result.columns, std::move(rows), out);
}

// RFC 4180. A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and a terminal obeys control characters:
// names are untrusted. In texts a backslash is written as two, so that "\x1b" is always an escape.
std::string csv_cell(const SqlValue& value) {
  std::string text = text_of(value);
  if (std::holds_alternative<std::string>(value)) {
    std::string doubled;
    for (const char c : text) doubled += c == '\\' ? "\\\\" : std::string(1, c);
    text = terminal_text(doubled);
  }
  const bool is_text = std::holds_alternative<std::string>(value);
  if (is_text && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

void write_csv(const SelectResult& result, std::ostream& out) {
  const auto write_row = [&](const auto& cells, const auto& text) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << text(cells[i]);
    out << "\r\n";
  };
  write_row(result.columns, [](const std::string& name) { return csv_cell(SqlValue(name)); });
  for (const std::vector<SqlValue>& row : result.rows) write_row(row, csv_cell);
}

void write_json(const SelectResult& result, std::ostream& out) {
  Json rows = Json::array();
  for (const std::vector<SqlValue>& row : result.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::visit(
          [&](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
              object[result.columns[i]] = nullptr;
            } else {
              object[result.columns[i]] = value;
            }
          },
          row[i]);
    }
    rows.push_back(std::move(object));
  }
  out << indented_json_text(rows, 2) << '\n';
}

int run(const QueryOptions& options) {
  if (options.tables) {
    write_output(options.output, list_tables);
    return kClean;
  }
  if (options.sql.empty()) throw UserError("there is no query", "loadline query 'SELECT name, lines FROM modules'");
  // A mistake is reported before minutes of parsing.
  require_no_page(options.output, "rows");
  require_select(options.sql);
  const std::unique_ptr<Project> project = analyse_project(options.project);
  ProgramDatabase database(*project->analyses);
  SelectLimits limits;
  limits.rows = 1'000'000;
  limits.time = std::chrono::milliseconds(static_cast<std::int64_t>(1000 * options.seconds));
  const SelectResult result = database.select(options.sql, limits);
  const auto write = options.format == QueryFormat::csv    ? write_csv
                     : options.format == QueryFormat::json ? write_json
                                                           : write_table;
  write_output(options.output, [&](std::ostream& out) { write(result, out); });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<QueryOptions>();
  arguments.add_option("SQL", options->sql, "One SELECT over the tables that --tables lists").shown_as("");
  declare_project_options(arguments, options->project);
  arguments.add_flag("--tables", options->tables, "List the tables and their columns");
  arguments.add_option("--seconds", options->seconds, "How long the query may run; default: 60")
      .shown_as("N")
      .in_range(0.001, 86400.0);
  arguments.add_choice("--format", options->format,
                       {{"table", QueryFormat::table}, {"csv", QueryFormat::csv}, {"json", QueryFormat::json}},
                       "How to list the rows; default: table");
  add_output(arguments, options->output);
  return [options] { return run(*options); };
}

}  // namespace

const Command query_command{"query", "Query the program in SQL", declare};

}  // namespace loadline
