// Reads loadline.yaml from the top: the file, its version, and one function per section.
// SPDX-License-Identifier: Apache-2.0
#include "tool/config/config.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>

#include <fmt/core.h>

#include "analyzers/words/regular_file.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "rules/all_rules.h"
#include "tool/config/reader.h"
#include "tool/config/sections.h"

namespace loadline {

namespace {

// The first is the one that the documentation names; others are what people call their files after those of other tools.
constexpr std::array<const char*, 4> kFileNames = {"loadline.yaml", "loadline.yml", ".loadline.yaml", ".loadline.yml"};

void read_version(const YamlNode& node, Mistakes& mistakes) {
  const std::optional<double> version = read_number(node, "version", mistakes);
  if (version && *version != 1) mistakes.add(node.place, "this program reads version 1, not " + in_quotes(node.text));
}

double read_parse_rate(const YamlNode& node, Mistakes& mistakes) {
  const std::optional<double> rate = read_number(node, "min_parse_rate", mistakes);
  if (!rate) return 1.0;
  if (*rate >= 0 && *rate <= 1) return *rate;
  mistakes.add(node.place, "\"min_parse_rate\" must be between 0 and 1, not " + in_quotes(node.text));
  return 1.0;
}

// A folder, or a list of folders, each with a label if it is written as {dir, label}.
void read_builds(const YamlNode& node, Config& config, Mistakes& mistakes) {
  std::vector<const YamlNode*> items{&node};
  if (node.kind == YamlNode::Kind::list) items = node.items;
  for (const YamlNode* item : items) {
    BuildFolder build;
    if (item->kind == YamlNode::Kind::map) {
      read_record(
          *item, "build",
          {{"dir", [&](const YamlEntry& entry) { build.dir = read_text(*entry.value, "dir", mistakes).value_or(""); }},
           {"label",
            [&](const YamlEntry& entry) { build.label = read_text(*entry.value, "label", mistakes).value_or(""); }}},
          mistakes);
      if (build.dir.empty()) mistakes.add(item->place, "a \"build\" entry needs its \"dir\"");
    } else {
      build.dir = read_text(*item, "build", mistakes).value_or("");
    }
    const bool is_taken =
        !build.label.empty() && std::any_of(config.builds.begin(), config.builds.end(),
                                            [&](const BuildFolder& b) { return b.label == build.label; });
    if (is_taken) mistakes.add(item->place, fmt::format("the label {} appears twice", in_quotes(build.label)));
    if (!build.dir.empty()) config.builds.push_back(std::move(build));
  }
}

// The models say themselves what is wrong with them.
void read_libraries(const std::string& text, const YamlEntry& entry, Libraries& libraries, Mistakes& mistakes) {
  try {
    add_libraries(text, "", libraries, "models");
  } catch (const LibraryError& error) {
    mistakes.add(error.line == 0 ? entry.place : ConfigPlace{error.line, error.column}, error.what());
  }
}

void read_top_level(const YamlNode& root, const std::string& text, Config& config, Mistakes& mistakes) {
  bool has_version = false;
  Architecture& architecture = config.architecture;
  const auto version = [&](const YamlEntry& entry) {
    has_version = true;
    read_version(*entry.value, mistakes);
  };
  const auto build = [&](const YamlEntry& entry) { read_builds(*entry.value, config, mistakes); };
  const auto fail_on = [&](const YamlEntry& entry) {
    config.fail_on = read_severity(*entry.value, entry.key, false, Severity::error, mistakes);
  };
  const auto parse_rate = [&](const YamlEntry& entry) {
    config.min_parse_rate = read_parse_rate(*entry.value, mistakes);
  };
  if (root.kind != YamlNode::Kind::null) {
    read_record(root, "loadline.yaml",
                {{"version", version},
                 {"build", build},
                 {"sources", [&](const YamlEntry& entry) { read_sources(*entry.value, architecture, mistakes); }},
                 {"modules", [&](const YamlEntry& entry) { read_modules(*entry.value, architecture, mistakes); }},
                 {"layers", [&](const YamlEntry& entry) { read_layers(*entry.value, architecture, mistakes); }},
                 {"services", [&](const YamlEntry& entry) { read_services(*entry.value, architecture, mistakes); }},
                 {"models", [&](const YamlEntry& entry) { read_libraries(text, entry, config.libraries, mistakes); }},
                 {"rules", [&](const YamlEntry& entry) { read_rules(*entry.value, config.rules, mistakes); }},
                 {"fail_on", fail_on},
                 {"min_parse_rate", parse_rate}},
                mistakes);
  }
  const bool is_record = root.kind == YamlNode::Kind::map || root.kind == YamlNode::Kind::null;
  if (is_record && !has_version) mistakes.add({1, 1}, "\"version: 1\" is missing");
  check_module_names(architecture, mistakes);
}

std::string read_file(const std::filesystem::path& path) {
  // One byte more than the limit is enough to see that the file is too large.
  FileText file = read_regular_file(path, kMaxYamlBytes + 1);
  if (file.is_too_large) return std::string(kMaxYamlBytes + 1, ' ');
  if (!file.is_read()) throw UserError("cannot read " + terminal_text(path.string()) + ": " + file.why_not(), "");
  return std::move(file.text);
}

// Repo-relative when the file is in the project, so that findings about it name a path everyone has.
std::string shown_path(const std::filesystem::path& root, const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path relative = std::filesystem::weakly_canonical(file, error).lexically_relative(root);
  const bool is_inside = !error && !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative.generic_string() : file.generic_string();
}

// The configuration in the root; empty when there is none.
std::filesystem::path usual_file(const std::filesystem::path& root) {
  std::filesystem::path found;
  for (const char* name : kFileNames) {
    std::error_code error;
    const std::filesystem::path file = root / name;
    if (!std::filesystem::exists(file, error) && !std::filesystem::is_symlink(file, error)) continue;
    if (!found.empty()) {
      throw UserError(found.filename().string() + " and " + name + " are both in " + terminal_text(root.string()),
                      "keep one of them; loadline.yaml is the usual name");
    }
    found = file;
  }
  return found;
}

}  // namespace

Config parse_config(const std::string& text, const std::string& name) {
  Config config;
  config.libraries = built_in_libraries();
  config.rules = default_rule_settings();
  Mistakes mistakes;
  try {
    const YamlTree tree = parse_yaml(text);
    read_top_level(*tree.root, text, config, mistakes);
  } catch (const YamlError& error) {
    mistakes.add(error.place(), error.what());
  }
  mistakes.report(name);
  config.notes = mistakes.notes(name);
  return config;
}

Config load_config(const std::filesystem::path& root, const std::optional<std::filesystem::path>& explicit_path) {
  const std::filesystem::path file = explicit_path ? *explicit_path : usual_file(root);
  if (file.empty()) {
    Config config;
    config.libraries = built_in_libraries();
    config.rules = default_rule_settings();
    return config;
  }
  const std::string name = shown_path(root, file);
  Config config = parse_config(read_file(file), terminal_text(name));
  config.path = name;
  return config;
}

}  // namespace loadline
