// loadline api: the routes of the program and the handlers behind them.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "reports/terminal_text.h"
#include "tool/commands/choice.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

enum class ApiFormat { table, json };

struct ApiOptions {
  ProjectOptions project;
  ApiFormat format = ApiFormat::table;
  std::string output;
};

std::string place_text(const Program& program, Location where) {
  if (!where.known()) return "";
  return std::string(program.files()[where.file].path) + ':' + std::to_string(where.line);
}

void write_json(const Analyses& analyses, std::ostream& out) {
  const Program& program = analyses.program();
  nlohmann::ordered_json routes = nlohmann::ordered_json::array();
  for (const Route& route : analyses.routes()) {
    nlohmann::ordered_json entry;
    entry["method"] = route.method;
    entry["path"] = route.path;
    entry["handler"] = handler_name(program, route.handler);
    entry["framework"] = analyses.models().frameworks[route.framework].name;
    entry["file"] = route.where.known() ? std::string(program.files()[route.where.file].path) : std::string();
    entry["line"] = route.where.line;
    routes.push_back(std::move(entry));
  }
  nlohmann::ordered_json document;
  document["format"] = 1;
  document["routes"] = std::move(routes);
  out << document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void write_table(const Analyses& analyses, std::ostream& out) {
  const Program& program = analyses.program();
  std::vector<std::array<std::string, 4>> rows{{"METHOD", "PATH", "HANDLER", "WHERE"}};
  for (const Route& route : analyses.routes()) {
    rows.push_back({terminal_text(route.method), terminal_text(route.path.empty() ? "-" : route.path),
                    terminal_text(handler_name(program, route.handler)),
                    terminal_text(place_text(program, route.where))});
  }
  std::array<std::size_t, 4> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) out << row[i] << std::string(widths[i] - row[i].size() + 2, ' ');
    out << row.back() << '\n';
  }
}

int run(const ApiOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  write_output(options.output, [&](std::ostream& out) {
    if (options.format == ApiFormat::json) {
      write_json(*project->analyses, out);
    } else if (project->analyses->routes().empty()) {
      out << "no route is registered with a framework that loadline knows\n";
    } else {
      write_table(*project->analyses, out);
    }
  });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<ApiOptions>();
  declare_project_options(app, options->project);
  add_choice(app, "--format", options->format, {{"table", ApiFormat::table}, {"json", ApiFormat::json}},
             "How to list; default: table");
  app.add_option("-o,--output", options->output, "Where to write; default: stdout")->type_name("FILE");
  return [options] { return run(*options); };
}

}  // namespace

const Command api_command{"api", "List the routes and the handlers behind them", declare};

}  // namespace loadline
