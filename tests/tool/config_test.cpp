// What loadline.yaml means.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>

#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "tests/tool/config_text.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::Equals;
using test::config_of;
using test::mistakes_below_version;

TEST_CASE("a file with nothing but its version keeps every default") {
  const Config config = config_of("");
  CHECK(config.fail_on == Severity::error);
  CHECK(config.min_parse_rate == 1.0);
  CHECK(config.builds.empty());
  CHECK(config.architecture.modules.empty());
  CHECK(config.rules.entries.size() == default_rule_settings().entries.size());
}

TEST_CASE("the simple keys are read") {
  const Config config =
      config_of("build: ../out\nfail_on: note\nmin_parse_rate: 0.75\nsources: { exclude: [third_party/**, a.h] }\n");
  REQUIRE(config.builds.size() == 1);
  CHECK(config.builds[0].dir == "../out");
  CHECK(config.fail_on == Severity::note);
  CHECK(config.min_parse_rate == 0.75);
  REQUIRE(config.architecture.exclude.size() == 2);
  CHECK(config.architecture.exclude[0].text == "third_party/**");
  CHECK(config.architecture.exclude[1].place.line == 5);
  CHECK(config.architecture.exclude[1].place.column == 38);
}

TEST_CASE("several builds are a list, with labels or without") {
  const Config config = config_of("build: [build/linux, {dir: build/win, label: windows}]\n");
  REQUIRE(config.builds.size() == 2);
  CHECK(config.builds[0].dir == "build/linux");
  CHECK(config.builds[0].label.empty());
  CHECK(config.builds[1].dir == "build/win");
  CHECK(config.builds[1].label == "windows");
  CHECK_THAT(mistakes_below_version("build: [{label: x}]\n"), Contains("loadline.yaml:2") && Contains("\"dir\""));
  CHECK_THAT(mistakes_below_version("build: [{dir: a, label: x}, {dir: b, label: x}]\n"), Contains("appears twice"));
}

TEST_CASE("a key that YAML takes for no value must be quoted") {
  CHECK_THAT(mistakes_below_version("modules:\n  a: {paths: [a/**]}\n  null: {paths: [b/**]}\n"),
             Contains("loadline.yaml:4") && Contains("null"));
}

TEST_CASE("the usual names of the configuration are read, and two of them are one too many") {
  for (const char* name : {"loadline.yaml", "loadline.yml", ".loadline.yaml", ".loadline.yml"}) {
    INFO(name);
    const test::TemporaryFolder folder;
    folder.write(name, "version: 1\nbuild: there\n");
    const Config config = load_config(folder.path(), std::nullopt);
    CHECK(config.path == name);
    CHECK(config.builds.size() == 1);
  }
  const test::TemporaryFolder folder;
  folder.write("loadline.yaml", "version: 1\n");
  folder.write(".loadline.yml", "version: 1\n");
  CHECK_THROWS_WITH(load_config(folder.path(), std::nullopt), Contains(".loadline.yml"));
}

TEST_CASE("which files are copies of libraries can be said, also that none is") {
  CHECK(config_of("sources: {}\n").architecture.third_party.size() == usual_third_party().size());
  const Config said = config_of("sources: { third_party: [libs/**] }\n");
  REQUIRE(said.architecture.third_party.size() == 1);
  CHECK(said.architecture.third_party.front().text == "libs/**");
  CHECK(config_of("sources: { third_party: [] }\n").architecture.third_party.empty());
}

TEST_CASE("modules keep their order, paths, tags and places") {
  const Config config = config_of(R"(modules:
  store: { paths: [src/store/**, include/store/**], public: include/store/**, tags: [infrastructure] }
  store.sql: { paths: src/store/sql/**, depends_on: [] }
  api: { paths: src/api/**, depends_on: store }
)");
  const std::vector<ModuleDeclaration>& modules = config.architecture.modules;
  REQUIRE(modules.size() == 3);
  CHECK(modules[0].name == "store");
  CHECK(modules[0].paths[1].text == "include/store/**");
  CHECK(modules[0].public_files[0].text == "include/store/**");
  CHECK(modules[0].tags == std::vector<std::string>{"infrastructure"});
  CHECK_FALSE(modules[0].closed);
  CHECK(modules[0].place.line == 3);
  CHECK(modules[0].place.column == 3);
  CHECK(modules[1].closed);
  CHECK(modules[1].depends_on.empty());
  CHECK(modules[2].depends_on == std::vector<std::string>{"store"});
}

TEST_CASE("layers are one list, one map, or a list of either") {
  const auto stacks = [](const std::string& text) { return config_of("layers: " + text).architecture.layers; };
  const std::vector<LayerStack> one = stacks("[api, 'billing | users', ( legacy ), store]");
  REQUIRE(one.size() == 1);
  REQUIRE(one[0].layers.size() == 4);
  CHECK(one[0].layers[1].modules == std::vector<std::string>{"billing", "users"});
  CHECK(one[0].layers[2].modules == std::vector<std::string>{"legacy"});
  CHECK(one[0].layers[2].optional);
  CHECK_FALSE(one[0].layers[3].optional);
  CHECK_FALSE(one[0].exhaustive);

  const std::vector<LayerStack> map = stacks("{ layers: [a, b], exhaustive: true, because: it is so }");
  REQUIRE(map.size() == 1);
  CHECK(map[0].exhaustive);
  CHECK(map[0].because == "it is so");
  CHECK(map[0].layers.size() == 2);

  const std::vector<LayerStack> several = stacks("\n  - [a, b]\n  - layers: [c, d]\n    because: x\n");
  REQUIRE(several.size() == 2);
  CHECK(several[0].layers[0].modules == std::vector<std::string>{"a"});
  CHECK(several[1].because == "x");
  CHECK(several[1].place.line == 4);
}

TEST_CASE("services name their modules") {
  const Config config = config_of("services:\n  worker: { modules: [jobs, store] }\n");
  REQUIRE(config.architecture.services.size() == 1);
  CHECK(config.architecture.services[0].name == "worker");
  CHECK(config.architecture.services[0].modules == std::vector<std::string>{"jobs", "store"});
}

TEST_CASE("a rule takes a severity, off, options, or a list of entries") {
  const Config config = config_of(R"(rules:
  dependency-cycle: warning
  unassigned-file: off
  forbidden-dependency:
    - { from: billing, to: [users, "tag:edge"], kinds: [call, inherit], because: "must run alone" }
    - { from: api, to: store, severity: note }
    - { from: api, to: tests, severity: off }
)");
  const auto& entries = config.rules.entries;
  CHECK(entries.at("dependency-cycle").at(0).severity == Severity::warning);
  CHECK(entries.count("unassigned-file") == 0);
  const std::vector<RuleEntry>& forbidden = entries.at("forbidden-dependency");
  REQUIRE(forbidden.size() == 2);
  CHECK(forbidden[0].severity == Severity::error);
  CHECK(forbidden[0].texts("to") == std::vector<std::string>{"users", "tag:edge"});
  CHECK(forbidden[0].texts("kinds") == std::vector<std::string>{"call", "inherit"});
  CHECK(forbidden[0].text("because") == "must run alone");
  CHECK(forbidden[0].place.line == 6);
  CHECK(forbidden[1].severity == Severity::note);
}

TEST_CASE("one entry of a rule with many needs no list") {
  const Config config = config_of("rules: { forbidden-dependency: { from: a, to: b } }\n");
  CHECK(config.rules.entries.at("forbidden-dependency").size() == 1);
}

TEST_CASE("what a rule leaves alone is one pattern or a list of them, whatever they name") {
  std::size_t tried = 0;
  for (const Rule* rule : all_rules()) {
    for (const OptionSpec& spec : rule->options) {
      if (!spec.name.starts_with(kExcept) || rule->id == "forbidden-dependency") continue;
      INFO(rule->id << ' ' << spec.name);
      const std::string option = "rules: { " + std::string(rule->id) + ": { " + std::string(spec.name) + ": ";
      for (const char* written : {"[internal/**, b]", "internal/**"}) {
        const Config config = config_of(option + written + " } }\n");
        const RuleEntry& entry = config.rules.entries.at(std::string(rule->id)).front();
        CHECK(entry.patterns(spec.name).size() == entry.texts(spec.name).size());
        CHECK(entry.patterns(spec.name).front().matches("internal/x"));
      }
      ++tried;
    }
  }
  CHECK(tried > 40);
}

TEST_CASE("an option may be written by its old name, which is noted") {
  const Config config = config_of("rules:\n  unversioned-route: { exempt: [/internal/**] }\n");
  CHECK(config.rules.entries.at("unversioned-route").front().texts("except") ==
        std::vector<std::string>{"/internal/**"});
  CHECK(config.notes == std::vector<std::string>{"loadline.yaml:3:24: \"exempt\" is now called \"except\""});
  CHECK(config_of("rules: { hub-module: { except: a } }\n").notes.empty());
  CHECK_THAT(mistakes_below_version("rules: { hub-module: { ignore: a, except: b } }\n"),
             Contains("\"ignore\" is the old name of \"except\"; write one of them"));
}

TEST_CASE("rules that are on by default stay on when others are mentioned") {
  const Config config = config_of("rules: { dependency-cycle: error }\n");
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    CHECK((config.rules.entries.count(rule->id) > 0) == rule->on_by_default);
  }
}

TEST_CASE("an alias stands for the value it repeats") {
  const Config config =
      config_of("modules:\n  a: { paths: [a/**], tags: &tags [x, y] }\n  b: { paths: [b/**], tags: *tags }\n");
  CHECK(config.architecture.modules[1].tags == std::vector<std::string>{"x", "y"});
}

TEST_CASE("a dependency may be declared as deprecated") {
  const Config config = parse_config(
      "version: 1\nmodules:\n  a: { paths: a/**, depends_on: [b, { module: c, deprecated: true }] }\n"
      "  b: { paths: b/**, depends_on: { module: c } }\n  c: { paths: c/** }\n",
      "loadline.yaml");
  const std::vector<ModuleDeclaration>& modules = config.architecture.modules;
  CHECK(modules[0].depends_on == std::vector<std::string>{"b", "c"});
  CHECK(modules[0].deprecated_dependencies == std::vector<std::string>{"c"});
  CHECK(modules[1].closed);
  CHECK(modules[1].deprecated_dependencies.empty());
  CHECK_THAT(mistakes_below_version("modules: { a: { paths: a/**, depends_on: [{ deprecated: true }] } }"),
             Equals("loadline.yaml:2:43: an entry of \"depends_on\" has no \"module\""));
}

TEST_CASE("a project without loadline.yaml has the defaults and no config path") {
  const test::TemporaryFolder project;
  const Config config = load_config(project.path(), std::nullopt);
  CHECK(config.path.empty());
  CHECK(config.rules.entries.size() == default_rule_settings().entries.size());
}

TEST_CASE("loadline.yaml in the root is found, and its path is relative to the root") {
  const test::TemporaryFolder project;
  project.write("loadline.yaml", "version: 1\nbuild: out\n");
  project.write("other.yaml", "version: 1\nbuild: elsewhere\n");
  CHECK(load_config(project.path(), std::nullopt).path == "loadline.yaml");
  CHECK(load_config(project.path(), std::nullopt).builds.at(0).dir == "out");
  const Config other = load_config(project.path(), project.path() / "other.yaml");
  CHECK(other.path == "other.yaml");
  CHECK(other.builds.at(0).dir == "elsewhere");
}

TEST_CASE("a configuration that is named but missing, a folder, or a dangling link is an error") {
  const test::TemporaryFolder project;
  CHECK_THROWS_AS(load_config(project.path(), project.path() / "missing.yaml"), UserError);
  CHECK_THROWS_AS(load_config(project.path(), project.path()), UserError);
  std::filesystem::create_symlink("nowhere", project.path() / "loadline.yaml");
  CHECK_THROWS_AS(load_config(project.path(), std::nullopt), UserError);
}

}  // namespace
}  // namespace loadline
