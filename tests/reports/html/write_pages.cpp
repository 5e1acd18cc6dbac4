// Writes what the browser and the parsers of diagrams are to read: usage: write_pages FOLDER
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "analyzers/diagrams/fold_diagram.h"
#include "reports/graph/graph_format.h"
#include "reports/terminal_text.h"
#include "tests/reports/html/made_report.h"

using namespace loadline;
using namespace loadline::test;

namespace {

void write_reports(const MadeReport& made, const std::string& project, const std::string& stem) {
  std::ofstream page(stem + ".html");
  write_scalability_html(made.report(project), page);
  std::ofstream markdown(stem + ".md");
  write_scalability_markdown(made.report(project), markdown);
}

void write_pictures(const MadeReport& made, const std::string& stem) {
  const Diagram diagram = make_diagram(*made.analyses, {});
  for (const GraphFormat* format : all_graph_formats()) {
    if (format->is_binary) continue;
    const Diagram fitting =
        format->max_nodes > 0 ? fold_diagram(diagram, format->max_nodes, format->max_edges) : diagram;
    std::ofstream picture(stem + '.' + std::string(format->name));
    format->write(fitting, made.program, picture);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: write_pages FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder(arguments[1]);
  std::filesystem::create_directories(folder);
  const auto hostile = hostile_report();
  write_reports(*hostile, hostile_module_names().front(), (folder / "hostile").string());
  write_pictures(*hostile, (folder / "hostile").string());
  const auto large = large_report(2000, 50000);
  write_reports(*large, "large", (folder / "large").string());
  // As every format shows them: what a terminal would obey is spelled out.
  nlohmann::json names = nlohmann::json::array();
  for (const std::string& name : hostile_module_names()) names.push_back(terminal_text(name));
  std::ofstream(folder / "names.json") << names.dump();
}
