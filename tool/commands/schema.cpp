// loadline schema: the JSON Schemas of what loadline reads and writes.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "analyzers/model/program_json.h"
#include "reports/json_schemas.h"
#include "tool/commands/commands.h"
#include "tool/config/config.h"
#include "tool/console/output.h"

namespace loadline {

namespace {

using Schema = std::string (*)();

const std::map<std::string, Schema>& schemas() {
  static const std::map<std::string, Schema> kSchemas{{"config", config_schema},
                                                      {"facts", program_json_schema},
                                                      {"graph", graph_json_schema},
                                                      {"report", json_report_schema}};
  return kSchemas;
}

std::function<int()> declare(CLI::App& app) {
  const auto name = std::make_shared<std::string>("config");
  app.add_option("NAME", *name,
                 "config (default): loadline.yaml\nfacts: loadline facts\ngraph: loadline graph --format json\n"
                 "report: loadline check --report json")
      ->type_name("")
      ->check(CLI::IsMember(&schemas()));
  return [name] {
    const std::string schema = schemas().at(*name)();
    write_output("", [&](std::ostream& out) { out << schema; });
    return kClean;
  };
}

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of loadline.yaml, or of an output", declare};

}  // namespace loadline
