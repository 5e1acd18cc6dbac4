// loadline graph: draws the architecture.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include <fmt/core.h>
#include <unistd.h>

#include "analyzers/diagrams/diagram.h"
#include "analyzers/diagrams/fold_diagram.h"
#include "analyzers/words/near_matches.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/user_error.h"
#include "reports/graph/graph_format.h"
#include "reports/link_template.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/commands/kind_list.h"
#include "tool/console/output.h"
#include "tool/console/terminal.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct GraphOptions {
  ProjectOptions project;
  DiagramOptions diagram;
  std::vector<std::string> kinds;
  std::string format;
  std::string output;
  std::string link_template;
  bool force = false;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const GraphFormat* format : all_graph_formats()) names.emplace_back(format->name);
  return names;
}

const GraphFormat& format_by_name(const std::string& name) {
  if (const GraphFormat* format = find_graph_format(name)) return *format;
  const std::string guess = did_you_mean(name, format_names());
  throw UserError(fmt::format("unknown graph format \"{}\"", name),
                  guess.empty() ? "the formats are: " + joined(format_names()) : guess);
}

// In lower case, without the dot.
std::string extension_of(const std::string& file) {
  std::string extension = std::filesystem::path(file).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension.empty() ? extension : extension.substr(1);
}

const GraphFormat* format_by_extension(const std::string& extension) {
  for (const GraphFormat* format : all_graph_formats()) {
    if (!extension.empty() && format->extension == extension) return format;
  }
  return nullptr;
}

// --format, else what the extension of -o says, else DOT. A format that has a page ("dsm", "dsm-html") becomes that page in
// FILE.html.
const GraphFormat& choose_format(const GraphOptions& options) {
  const std::string extension = extension_of(options.output);
  const GraphFormat* by_extension = format_by_extension(extension);
  if (!options.format.empty()) {
    const GraphFormat& format = format_by_name(options.format);
    const bool is_page_of_it =
        by_extension != nullptr && by_extension->name == std::string(format.name) + "-" + extension;
    if (is_page_of_it) return *by_extension;
    if (format.extension != extension) require_no_page(options.output, format.name);
    return format;
  }
  if (options.output.empty() || options.output == "-") return format_by_name("dot");
  if (by_extension != nullptr) return *by_extension;
  throw UserError("no graph format has the extension of " + options.output,
                  "name one with --format: " + joined(format_names()));
}

void require_drawable(const Diagram& diagram, const GraphFormat& format) {
  const bool too_many_nodes = format.max_nodes > 0 && diagram.nodes.size() > format.max_nodes;
  const bool too_many_edges = format.max_edges > 0 && diagram.edges.size() > format.max_edges;
  if (!too_many_nodes && !too_many_edges) return;
  const auto of = [](std::size_t count, std::uint32_t limit, const char* noun) {
    return std::to_string(count) + " " + noun + (limit > 0 ? fmt::format(" (at most {})", limit) : "");
  };
  throw UserError(fmt::format("too large to read as {}: {} and {}", format.name,
                              of(diagram.nodes.size(), format.max_nodes, "nodes"),
                              of(diagram.edges.size(), format.max_edges, "edges")),
                  "draw less with --level module, --focus NAME, --collapse PATTERN or --reduce, write --format json, "
                  "or insist with --force");
}

// The folder that holds all files of a module, or the file itself.
std::string common_path(const Program& program, const std::vector<FileIndex>& files) {
  if (files.empty()) return {};
  std::string path(program.files()[files.front()].path);
  if (files.size() == 1) return path;
  for (const FileIndex file : files) {
    while (!path.empty() && !std::string(program.files()[file].path).starts_with(path + '/')) {
      const std::size_t cut = path.rfind('/');
      path = cut == std::string::npos ? "" : path.substr(0, cut);
    }
  }
  return path;
}

void add_links(const Analyses& analyses, const std::string& link_template, Diagram& diagram) {
  for (DiagramNode& node : diagram.nodes) {
    const ModuleIndex module = node.path.empty() ? analyses.modules().find(node.id) : kNone;
    const std::string folder =
        module == kNone ? "" : common_path(analyses.program(), analyses.modules().all()[module].files);
    node.link = link_to(link_template, node.path.empty() ? folder : node.path, node.line);
  }
}

// Collapsed, if the format has a size beyond which nobody draws it, until it is below that.
Diagram fitted(Diagram diagram, const GraphFormat& format, const Program& program) {
  if (format.max_bytes == 0) return diagram;
  Diagram smaller = diagram;
  for (std::uint32_t nodes = format.max_nodes; nodes > 0; nodes /= 2) {
    smaller = fold_diagram(diagram, nodes, format.max_edges);
    std::ostringstream text;
    format.write(smaller, program, text);
    if (text.view().size() <= format.max_bytes) break;
  }
  if (smaller.nodes.size() < diagram.nodes.size()) {
    std::cerr << "loadline: note: collapsed " << diagram.nodes.size() << " nodes into " << smaller.nodes.size()
              << ", so that it can be drawn as " << format.name << "; --force draws them all\n";
  }
  return smaller;
}

int run(GraphOptions& options) {
  const GraphFormat& format = choose_format(options);
  require_link_template(options.link_template);
  options.diagram.kinds = parse_kinds(options.kinds);
  const bool to_stdout = options.output.empty() || options.output == "-";
  if (format.is_binary && to_stdout && is_terminal(STDOUT_FILENO)) {
    throw UserError("a terminal cannot show " + std::string(format.name), "write it to a file with -o FILE");
  }
  const std::unique_ptr<Project> project = analyse_project(options.project);
  Diagram diagram = make_diagram(*project->analyses, options.diagram);
  add_links(*project->analyses, options.link_template, diagram);
  if (!options.force) {
    diagram = fitted(std::move(diagram), format, project->program);
    require_drawable(diagram, format);
  }
  write_output(options.output, [&](std::ostream& out) { format.write(diagram, project->program, out); });
  return exit_code_of(*project, kClean);
}

std::string format_help() {
  std::string help = "Default: by the extension of -o, else dot. Formats:";
  for (const GraphFormat* format : all_graph_formats()) {
    help += "\n" + std::string(format->name) + ": " + std::string(format->summary);
  }
  return help;
}

std::function<int()> declare(Arguments& arguments) {
  static const Choices<Level> kLevels{
      {"module", Level::module}, {"file", Level::file}, {"service", Level::service}, {"symbol", Level::symbol}};
  const auto options = std::make_shared<GraphOptions>();
  DiagramOptions& diagram = options->diagram;
  declare_project_options(arguments, options->project);
  arguments.add_choice("-l,--level", diagram.level, kLevels, "What the nodes are; default: module");
  arguments.add_option("-f,--format", options->format, format_help()).shown_as("FORMAT");
  add_output(arguments, options->output);
  const auto add_patterns = [&](const char* name, std::vector<std::string>& target, const char* help) {
    arguments.add_option(name, target, help).shown_as("PATTERN").one_value_each();
  };
  add_patterns("--focus", diagram.focus, "Only these nodes, their neighbours and the edges between. Repeatable");
  arguments.add_option("--depth", diagram.depth, "How many steps --focus goes; default: 1").shown_as("N");
  add_patterns("--reaches", diagram.reaches, "Only nodes that depend on these, directly or not. Repeatable");
  add_patterns("--collapse", diagram.collapse, "Draw what matches as one node. Repeatable");
  add_kinds(arguments, options->kinds);
  arguments.add_flag("--reduce", diagram.reduce, "Leave out edges that a longer path implies");
  arguments.add_flag("--system", diagram.include_system, "Show system headers too (file level)");
  arguments
      .add_option("--link-template", options->link_template,
                  "Links nodes to their source, e.g. https://host/me/project/blob/main/{path}#L{line}")
      .shown_as("URL");
  arguments.add_flag("--force", options->force, "Draw it however large it is");
  arguments.footer("Edges of a cycle are red, those to cut dashed. Patterns are globs over the names of nodes.");
  return [options] { return run(*options); };
}

}  // namespace

const Command graph_command{"graph", "Draw modules, files, services or symbols and their dependencies", declare};

}  // namespace loadline
