// loadline rules: all rules and whether they are on; or the rules that apply to one file.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "rules/all_rules.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct RulesOptions {
  ProjectOptions project;
  std::string file;
};

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  result.resize(std::max(width, result.size() + 1), ' ');
  return result;
}

std::string at(const Config& config, ConfigPlace place) {
  return place.line == 0 ? "" : "  (" + config.path + ":" + std::to_string(place.line) + ")";
}

const std::vector<RuleEntry>& entries_of(const Config& config, std::string_view rule) {
  static const std::vector<RuleEntry> kNoEntries;
  const auto found = config.rules.entries.find(rule);
  return found == config.rules.entries.end() ? kNoEntries : found->second;
}

// ---- All rules ----------------------------------------------------------------------------------------------------

void list_rules(const Config& config, std::ostream& out) {
  for (const Rule* rule : all_rules()) {
    const std::vector<RuleEntry>& entries = entries_of(config, rule->id);
    const std::string_view state = entries.empty() ? "off" : name_of(entries.front().severity);
    out << padded(state, 9) << padded(rule->id, 24) << rule->title;
    if (rule->many_entries && !entries.empty()) out << " [" << entries.size() << " declared]";
    out << '\n';
  }
}

// ---- The rules of one file ----------------------------------------------------------------------------------------

// FILE as the program knows it: relative to the root, whether it was written so or relative to where the user is.
FileIndex find_project_file(const Project& project, const std::string& written) {
  const Program& program = project.program;
  const auto as_written = std::filesystem::path(written).lexically_normal().generic_string();
  if (const FileIndex file = program.find_file(as_written); file != kNone) return file;
  std::error_code error;
  const auto relative = std::filesystem::weakly_canonical(written, error).lexically_relative(project.root);
  if (const FileIndex file = program.find_file(relative.generic_string()); !error && file != kNone) return file;
  std::vector<std::string> paths;
  for (const File& file : program.files()) {
    if (file.origin == Origin::project) paths.emplace_back(file.path);
  }
  const std::string guess = did_you_mean(as_written, paths);
  throw UserError("no translation unit includes the file " + written,
                  guess.empty() ? "\"loadline doctor\" says what was parsed" : guess);
}

// What a file's rules are looked up by.
struct Subject {
  const Modules& modules;
  std::string_view path;
  ModuleIndex module;  // kNone: in none
};

bool matches(const OptionSpec& spec, const OptionValue& value, const Subject& subject) {
  if (spec.type == OptionType::path_pattern) return any_matches(value.patterns, subject.path);
  return std::any_of(value.patterns.begin(), value.patterns.end(), [&](const Pattern& pattern) {
    const std::vector<ModuleIndex> meant = pattern.modules_in(subject.modules);
    return std::binary_search(meant.begin(), meant.end(), subject.module);
  });
}

// An entry applies to a file that one of its module or path patterns names, or every file when it has no such pattern.
bool binds(const Rule& rule, const RuleEntry& entry, const Subject& subject) {
  bool has_pattern = false;
  for (const OptionSpec& spec : rule.options) {
    if (spec.type != OptionType::module_pattern && spec.type != OptionType::path_pattern) continue;
    const auto option = entry.options.find(spec.name);
    if (option == entry.options.end()) continue;
    has_pattern = true;
    if (matches(spec, option->second, subject)) return true;
  }
  return !has_pattern;
}

void write_rules(const Config& config, const Subject& subject, std::ostream& out) {
  for (const Rule* rule : all_rules()) {
    for (const RuleEntry& entry : entries_of(config, rule->id)) {
      if (!binds(*rule, entry, subject)) continue;
      out << "  " << padded(name_of(entry.severity), 9) << rule->id;
      for (const auto& [name, value] : entry.options)
        out << "  " << terminal_text(name) << ": " << terminal_text(joined(value.texts));
      out << at(config, entry.place) << '\n';
    }
  }
}

bool is_in(const Layer& layer, const Module& module) {
  return std::any_of(layer.modules.begin(), layer.modules.end(),
                     [&](const std::string& name) { return matches_module(name, module.name); });
}

void write_layers(const Config& config, const Module& module, std::ostream& out) {
  for (const LayerStack& stack : config.architecture.layers) {
    const auto rank =
        std::find_if(stack.layers.begin(), stack.layers.end(), [&](const Layer& l) { return is_in(l, module); });
    if (rank == stack.layers.end()) continue;
    out << "  layer    must not use:";
    for (auto above = stack.layers.begin(); above != rank; ++above) out << ' ' << terminal_text(joined(above->modules));
    for (const std::string& sibling : rank->modules) {
      if (!matches_module(sibling, module.name)) out << ' ' << terminal_text(sibling) << " (sibling)";
    }
    if (rank == stack.layers.begin() && rank->modules.size() == 1) out << " nothing: it is the top layer";
    out << at(config, stack.place) << '\n';
  }
}

void write_module(const Project& project, const Module& module, std::ostream& out) {
  out << "  module   " << terminal_text(module.name) << at(project.config, module.place);
  if (!module.tags.empty()) out << "  tags: " << terminal_text(joined(module.tags));
  out << '\n';
  for (const ModuleDeclaration& declared : project.config.architecture.modules) {
    if (declared.name != module.name) continue;
    if (declared.closed) {
      out << "  module   may depend on: "
          << (declared.depends_on.empty() ? "nothing" : terminal_text(joined(declared.depends_on))) << '\n';
    }
    for (const PathPattern& pattern : declared.public_files)
      out << "  module   public: " << terminal_text(pattern.text) << '\n';
  }
}

void write_binding_rules(const Project& project, FileIndex file, std::ostream& out) {
  const Modules& modules = project.analyses->modules();
  const Subject subject{modules, project.program.files()[file].path, modules.of(file)};
  out << terminal_text(subject.path) << '\n';
  if (subject.module != kNone) {
    write_module(project, modules.all()[subject.module], out);
    write_layers(project.config, modules.all()[subject.module], out);
  } else {
    out << "  module   none\n";
  }
  write_rules(project.config, subject, out);
}

int run(const RulesOptions& options) {
  if (options.file.empty()) {
    const auto explicit_config = options.project.config_file.empty()
                                     ? std::nullopt
                                     : std::optional<std::filesystem::path>(options.project.config_file);
    const Config config = load_config(find_root(options.project.path), explicit_config);
    write_output("", [&](std::ostream& out) { list_rules(config, out); });
    return kClean;
  }
  const std::unique_ptr<Project> project = analyse_project(options.project);
  const FileIndex file = find_project_file(*project, options.file);
  write_output("", [&](std::ostream& out) { write_binding_rules(*project, file, out); });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<RulesOptions>();
  arguments.add_option("FILE", options->file, "Show the rules that apply to this file; default: list all rules")
      .shown_as("");
  declare_project_options(arguments, options->project);
  return [options] { return run(*options); };
}

}  // namespace

const Command rules_command{"rules", "List the rules, or those that apply to a file", declare};

}  // namespace loadline
