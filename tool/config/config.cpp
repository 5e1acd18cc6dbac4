// Reads loadline.yaml from the top: the file, its version, and one function per section.
// SPDX-License-Identifier: Apache-2.0
#include "tool/config/config.h"

#include <cerrno>
#include <cstring>
#include <iterator>

#include "analyzers/words/regular_file.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "rules/all_rules.h"
#include "tool/config/reader.h"
#include "tool/config/sections.h"

namespace loadline {

namespace {

constexpr const char* kFileName = "loadline.yaml";

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

// The models say themselves what is wrong with them.
void read_models(const std::string& text, const YamlEntry& entry, Models& models, Mistakes& mistakes) {
  try {
    add_models(text, "", models, "models");
  } catch (const ModelError& error) {
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
  const auto build = [&](const YamlEntry& entry) {
    config.build = read_text(*entry.value, entry.key, mistakes).value_or("");
  };
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
                 {"models", [&](const YamlEntry& entry) { read_models(text, entry, config.models, mistakes); }},
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

// Repo-relative when the file lies in the project, so that findings about it name a path everyone has.
std::string shown_path(const std::filesystem::path& root, const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path relative = std::filesystem::weakly_canonical(file, error).lexically_relative(root);
  const bool is_inside = !error && !relative.empty() && *relative.begin() != "..";
  return is_inside ? relative.generic_string() : file.generic_string();
}

}  // namespace

Config parse_config(const std::string& text, const std::string& name) {
  Config config;
  config.models = built_in_models();
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
  const std::filesystem::path file = explicit_path.value_or(root / kFileName);
  std::error_code error;
  if (!explicit_path && !std::filesystem::exists(file, error) && !std::filesystem::is_symlink(file, error)) {
    Config config;
    config.models = built_in_models();
    config.rules = default_rule_settings();
    return config;
  }
  const std::string name = shown_path(root, file);
  Config config = parse_config(read_file(file), terminal_text(name));
  config.path = name;
  return config;
}

}  // namespace loadline
