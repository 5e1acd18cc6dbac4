// The JSON Schema of loadline.yaml says the same as the program that reads it.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "tests/tool/temporary_folder.h"
#include "tool/config/config.h"
#include "tool/config/yaml_tree.h"

namespace loadline {
namespace {

using nlohmann::json;

json json_of(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null: return nullptr;
    case YamlNode::Kind::text: {
      const json value = node.quoted ? json(json::value_t::discarded) : json::parse(node.text, nullptr, false);
      return value.is_number() || value.is_boolean() ? value : json(node.text);
    }
    case YamlNode::Kind::list: {
      json list = json::array();
      for (const YamlNode* item : node.items) list.push_back(json_of(*item));
      return list;
    }
    case YamlNode::Kind::map: {
      json map = json::object();
      for (const YamlEntry& entry : node.entries) map[entry.key] = json_of(*entry.value);
      return map;
    }
  }
  return nullptr;
}

json json_of(const std::string& yaml) { return json_of(*parse_yaml(yaml).root); }

// What an independent validator says about each of `texts`.
std::vector<bool> schema_accepts(const std::vector<std::string>& texts) {
  const test::TemporaryFolder folder;
  json documents = json::array();
  for (const std::string& text : texts) documents.push_back(json_of(text));
  folder.write("schema.json", config_schema());
  folder.write("documents.json", documents.dump());
  const std::string command = std::string(LOADLINE_PYTHON) + " " + LOADLINE_SOURCE_DIR +
                              "/tests/tool/validate_json.py " + (folder.path() / "schema.json").string() + " " +
                              (folder.path() / "documents.json").string();
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::vector<bool> accepted;
  char line[64];
  while (std::fgets(line, sizeof line, pipe.get())) accepted.push_back(std::string(line) == "valid\n");
  return accepted;
}

bool program_accepts(const std::string& text) {
  try {
    parse_config(text, "loadline.yaml");
    return true;
  } catch (const UserError&) {
    return false;
  }
}

constexpr const char* kExample = R"(
version: 1
build: build                       # where compile_commands.json is
sources: { exclude: [third_party/**, "**/*_generated.h"] }
modules:
  api:     { paths: [src/api/**],     tags: [edge] }
  billing: { paths: [src/billing/**], public: [src/billing/include/**] }
  users:   { paths: [src/users/**] }
  store:   { paths: [src/store/**],   tags: [infrastructure] }
layers:
  - [api, "billing | users", store]
rules:
  dependency-cycle: error
  forbidden-dependency:
    - { from: billing, to: users, kinds: [call, inherit], because: "billing must run when users is down" }
fail_on: error
)";

TEST_CASE("schema and program accept the same configurations and refuse the same ones") {
  const std::vector<std::string> good{
      kExample,
      "version: 1",
      "version: 1\nmin_parse_rate: 0.5\nfail_on: note",
      "version: 1\nlayers: [a, 'b | c', (d)]",
      "version: 1\nlayers: { layers: [a, b], exhaustive: true, because: x }",
      "version: 1\nlayers: [[a, b], { layers: [c, d] }]",
      "version: 1\nmodules: { a: { paths: a/**, depends_on: [] } }",
      "version: 1\nmodules: { a: { paths: a/**, depends_on: [b, { module: b, deprecated: true }] }, b: { paths: b/** } "
      "}",
      "version: 1\nservices: { s: { modules: a } }",
      "version: 1\nrules: { dependency-cycle: off, forbidden-dependency: off }",
      "version: 1\nrules: { dependency-cycle: { severity: note, level: file } }",
      "version: 1\nrules: { god-module: { max_lines: 0 }, pass-through-module: { share: 1 } }",
      "version: 1\nrules: { forbidden-dependency: { from: a, to: [b, c], severity: warning } }",
  };
  const std::vector<std::string> bad{
      "{}",
      "[]",
      "version: 2",
      "version: '1'",
      "version: 1\nlayer: [a, b]",
      "version: 1\nbuild: ''",
      "version: 1\nbuild: [x]",
      "version: 1\nmin_parse_rate: 2",
      "version: 1\nfail_on: off",
      "version: 1\nmodules: { a: { tags: [x] } }",
      "version: 1\nmodules: { a: { paths: /abs } }",
      "version: 1\nmodules: { a: { paths: ../up/** } }",
      "version: 1\nmodules: { a: { paths: a/.., tags: [x] } }",
      "version: 1\nsources: { exclude: [./x] }",
      "version: 1\nmodules: { a: { paths: a/**, depends_on: [{ deprecated: true }] } }",
      "version: 1\nmodules: { a: { paths: a/**, depends_on: [{ module: a, depricated: true }] } }",
      "version: 1\nservices: { s: {} }",
      "version: 1\nlayers: { exhaustive: true }",
      "version: 1\nlayers: []",
      "version: 1\nrules: { dependency-cycle: fatal }",
      "version: 1\nrules: { dependency-cycles: error }",
      "version: 1\nrules: { layer-violation: [{ severity: error }] }",
      "version: 1\nrules: { forbidden-dependency: error }",
      "version: 1\nrules: { forbidden-dependency: [{ to: b }] }",
      "version: 1\nrules: { forbidden-dependency: [{ from: a, kinds: calls }] }",
      "version: 1\nrules: { forbidden-dependency: [{ from: a, reaches: maybe, to: b }] }",
      "version: 1\nrules: { forbidden-dependency: [] }",
      "version: 1\nrules: { god-module: { max_lines: -5 } }",
      "version: 1\nrules: { pass-through-module: { share: 1.5 } }",
      "version: 1\nrules: { dependency-cycle: { level: symbol } }",
      "version: 1\nrules: { metric-threshold: { metric: nccd, baseline: maximum } }",
  };
  std::vector<std::string> texts = good;
  texts.insert(texts.end(), bad.begin(), bad.end());
  const std::vector<bool> accepted = schema_accepts(texts);
  REQUIRE(accepted.size() == texts.size());
  for (std::size_t at = 0; at < texts.size(); ++at) {
    INFO(texts[at]);
    CHECK(program_accepts(texts[at]) == (at < good.size()));
    CHECK(accepted[at] == (at < good.size()));
  }
}

TEST_CASE("the schema names every rule and every option with its help") {
  const json schema = json::parse(config_schema());
  const json& rules = schema.at("properties").at("rules").at("properties");
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    REQUIRE(rules.contains(std::string(rule->id)));
    const json& options = rules.at(std::string(rule->id)).at("anyOf").at(1).at("properties");
    for (const OptionSpec& spec : rule->options) {
      INFO(spec.name);
      REQUIRE(options.contains(std::string(spec.name)));
      CHECK(options.at(std::string(spec.name)).at("description").get<std::string>().starts_with(spec.help));
    }
  }
}

}  // namespace
}  // namespace loadline
