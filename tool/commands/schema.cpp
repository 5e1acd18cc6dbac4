// loadline schema: the JSON Schemas of what loadline reads and writes.
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "analyzers/model/program_json.h"
#include "reports/json_schemas.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/config/config.h"
#include "tool/console/output.h"

namespace loadline {

namespace {

using Schema = std::string (*)();

std::function<int()> declare(Arguments& arguments) {
  const auto schema = std::make_shared<Schema>(config_schema);
  arguments.add_choice("NAME", *schema,
                       {{"config", config_schema},
                        {"api", api_schema},
                        {"baseline", baseline_schema},
                        {"facts", program_json_schema},
                        {"graph", graph_json_schema},
                        {"report", json_report_schema},
                        {"scalability", scalability_schema}},
                       "config (default): loadline.yaml\napi: loadline api --format json\nbaseline: "
                       ".loadline-baseline.json\nfacts: loadline facts\ngraph: "
                       "loadline graph --format json\n"
                       "report: loadline check --report json\nscalability: loadline report -o FILE.json");
  return [schema] {
    const std::string text = (*schema)();
    write_output("", [&](std::ostream& out) { out << text; });
    return kClean;
  };
}

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of loadline.yaml, or of an output", declare};

}  // namespace loadline
