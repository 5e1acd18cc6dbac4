// What loadline.yaml means, and how its mistakes are told.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>

#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "tests/tool/temporary_folder.h"
#include "tool/config/config.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

std::string mistakes_in(const std::string& text) {
  try {
    parse_config(text, "loadline.yaml");
  } catch (const AnalysisFailure&) {
    return "reported as a failure of ours";
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

// The mistakes of a text whose first line says the version; so line 2 is the first of `text`.
std::string mistakes_below_version(const std::string& text) { return mistakes_in("version: 1\n" + text); }

Config config_of(const std::string& text) { return parse_config("version: 1\n" + text, "loadline.yaml"); }

TEST_CASE("a file with nothing but its version keeps every default") {
  const Config config = config_of("");
  CHECK(config.fail_on == Severity::error);
  CHECK(config.min_parse_rate == 1.0);
  CHECK(config.build.empty());
  CHECK(config.architecture.modules.empty());
  CHECK(config.rules.entries.size() == default_rule_settings().entries.size());
}

TEST_CASE("the simple keys are read") {
  const Config config =
      config_of("build: ../out\nfail_on: note\nmin_parse_rate: 0.75\nsources: { exclude: [third_party/**, a.h] }\n");
  CHECK(config.build == "../out");
  CHECK(config.fail_on == Severity::note);
  CHECK(config.min_parse_rate == 0.75);
  REQUIRE(config.architecture.exclude.size() == 2);
  CHECK(config.architecture.exclude[0].text == "third_party/**");
  CHECK(config.architecture.exclude[1].place.line == 5);
  CHECK(config.architecture.exclude[1].place.column == 38);
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

TEST_CASE("all mistakes are told at once, in file order, each with its place") {
  CHECK_THAT(mistakes_in(R"(version: 2
layer: [a, b]
modules:
  api: { paths: /src/api/** }
fail_on: fatal
rules:
  dependency-cylce: error
)"),
             Equals(R"(5 mistakes in loadline.yaml
loadline.yaml:1:10: this program reads version 1, not "2"
loadline.yaml:2:1: unknown key "layer" in "loadline.yaml"; did you mean "layers"?
loadline.yaml:4:17: the path "/src/api/**" is absolute; write it relative to the project's root
loadline.yaml:5:10: "fail_on" must be error, warning or note, not "fatal"
loadline.yaml:7:3: unknown rule "dependency-cylce"; did you mean "dependency-cycle"?)"));
}

TEST_CASE("a missing version is a mistake, in an empty file too") {
  CHECK_THAT(mistakes_in(""), Equals("loadline.yaml:1:1: \"version: 1\" is missing"));
  CHECK_THAT(mistakes_in("# nothing\n"), Equals("loadline.yaml:1:1: \"version: 1\" is missing"));
  CHECK_THAT(mistakes_in("build: x\n"), Equals("loadline.yaml:1:1: \"version: 1\" is missing"));
}

TEST_CASE("a top level that is no map is one mistake") {
  CHECK_THAT(mistakes_in("- a\n- b\n"), Equals("loadline.yaml:1:1: \"loadline.yaml\" must be a map, not a list"));
  CHECK_THAT(mistakes_in("hello"), Equals("loadline.yaml:1:1: \"loadline.yaml\" must be a map, not \"hello\""));
}

TEST_CASE("values of the wrong type are told with what was expected") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"build: [a]", "2:8: \"build\" must be a text, not a list"},
      {"build: ''", "2:8: \"build\" is empty"},
      {"build:", "2:1: \"build\" must be a text, not nothing"},
      {"modules: [a]", "2:10: \"modules\" must be a map, not a list"},
      {"modules: { a: b }", "2:15: \"a\" must be a map, not \"b\""},
      {"modules: { a: { paths: { x: y } } }", "2:24: \"paths\" must be a text or a list of texts, not a map"},
      {"modules: { a: { paths: [[x]] } }", "2:25: \"paths\" must be a text, not a list"},
      {"modules: { a: { tags: x } }", "2:12: module \"a\" has no \"paths\""},
      {"min_parse_rate: many", "2:17: \"min_parse_rate\" must be a number, not \"many\""},
      {"min_parse_rate: 1.5", "2:17: \"min_parse_rate\" must be between 0 and 1, not \"1.5\""},
      {"min_parse_rate: .nan", "2:17: \"min_parse_rate\" must be a number, not \".nan\""},
      {"layers: { layers: [a, b], exhaustive: 'true' }", "2:39: \"exhaustive\" must be true or false, not \"true\""},
      {"rules: [dependency-cycle]", "2:8: \"rules\" must be a map, not a list"},
      {"rules: { layer-violation: [error] }",
       "2:27: \"layer-violation\" must be a severity (error, warning, note, off) or a map of options"},
      {"rules: { dependency-cycle: eror }",
       "2:28: \"dependency-cycle\" must be error, warning, note or off, not \"eror\"; did you mean \"error\"?"},
      {"services: { a: { modules: [] , extra: 1 } }", "2:32: unknown key \"extra\" in \"a\""},
  }));
  INFO(text);
  CHECK_THAT(mistakes_below_version(text), Equals("loadline.yaml:" + message));
}

TEST_CASE("keys that stand twice are told with the line of the first") {
  CHECK_THAT(mistakes_below_version("rules:\n  dependency-cycle: off\n  dependency-cycle: error\n"),
             Equals("loadline.yaml:4:3: rule \"dependency-cycle\" stands twice in \"rules\"; the first is on line 3"));
  CHECK_THAT(mistakes_below_version("modules:\n  a: { paths: a/** }\n  a: { paths: b/** }\n"),
             Equals("loadline.yaml:4:3: module \"a\" stands twice in \"modules\"; the first is on line 3"));
  CHECK_THAT(mistakes_below_version("version: 1\n"),
             Equals("loadline.yaml:2:1: key \"version\" stands twice in \"loadline.yaml\"; the first is on line 1"));
}

TEST_CASE("two modules cannot claim the same pattern") {
  CHECK_THAT(mistakes_below_version("modules:\n  a: { paths: src/** }\n  b: { paths: [lib/**, src/**] }\n"),
             Equals("loadline.yaml:4:24: the path \"src/**\" already belongs to module \"a\" on line 3"));
}

TEST_CASE("paths that can match nothing in the project are mistakes") {
  const std::string path = GENERATE("/abs/**", "~/x", "../x", "a/../b", "a/..", "./src/**", ".", "src\\\\api");
  INFO(path);
  CHECK_THAT(mistakes_below_version("sources: { exclude: [\"" + path + "\"] }"),
             Contains("loadline.yaml:2:22: the path "));
}

TEST_CASE("unusual paths that may match are accepted") {
  const std::string path = GENERATE("**", "a..b/*.h", "...", ".github/**", "{a,b}/**", "a b/ä.h");
  INFO(path);
  CHECK(mistakes_below_version("sources: { exclude: [\"" + path + "\"] }").empty());
}

TEST_CASE("layers with empty names, repeated names, stray parentheses or too few modules are mistakes") {
  CHECK_THAT(mistakes_below_version("layers: [a, 'b |']"), Contains("2:13: the layer \"b |\" has an empty name"));
  CHECK_THAT(mistakes_below_version("layers: [a, b, a]"),
             Contains("2:16: module \"a\" stands twice in one list of layers"));
  CHECK_THAT(mistakes_below_version("layers: [a, 'b | (c)']"),
             Contains("2:13: parentheses must stand around the whole layer"));
  CHECK_THAT(mistakes_below_version("layers: [a]"), Contains("2:9: a list of layers needs at least two modules"));
  CHECK_THAT(mistakes_below_version("layers: a"), Contains("2:9: \"layers\" must be a list of modules"));
  CHECK_THAT(mistakes_below_version("layers: { exhaustive: true }"), Contains("2:9: \"layers\" is missing here"));
}

TEST_CASE("module names that patterns could not tell apart are mistakes") {
  const std::string name = GENERATE("a b", "a*", "tag:x", "a|b", ".a", "a.", "a..b", "");
  INFO(name);
  CHECK_THAT(mistakes_below_version("modules: { \"" + name + "\": { paths: a/** } }"),
             Contains("loadline.yaml:2:12: module name "));
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

TEST_CASE("depends_on and services must name declared modules") {
  CHECK_THAT(
      mistakes_below_version(
          "modules:\n  store.sql: { paths: a/** }\n  api: { paths: b/**, depends_on: [stroe, store, 'x*'] }\n"),
      Equals("loadline.yaml:4:3: depends_on of \"api\" names no declared module: \"stroe\"; did you mean \"store\"?"));
  CHECK_THAT(mistakes_below_version("modules: { a: { paths: a/** } }\nservices: { s: { modules: b } }\n"),
             Contains("3:13: service \"s\" names no declared module: \"b\""));
}

TEST_CASE("a rule's options are checked against what it declares") {
  const auto in_rule = [](const std::string& entry) {
    return mistakes_below_version("rules: { forbidden-dependency: " + entry + " }");
  };
  CHECK_THAT(in_rule("[{ to: b }]"), Contains("2:33: forbidden-dependency needs \"from\": "));
  CHECK_THAT(in_rule("error"), Contains("2:10: forbidden-dependency needs \"from\": "));
  CHECK_THAT(in_rule("{ from: a, too: b }"),
             Contains("unknown key \"too\" in \"forbidden-dependency\"; did you mean \"to\"?"));
  CHECK_THAT(in_rule("{ from: a, to: b, kinds: [call, inherits] }"),
             Contains("2:64: unknown kind of reference \"inherits\"; did you mean \"inherit\"?"));
  CHECK_THAT(in_rule("{ from: [], to: b }"), Contains("\"from\" is an empty list"));
  CHECK_THAT(in_rule("[]"), Contains("empty list of entries; write \"off\""));
  CHECK_THAT(in_rule("[nothing]"), Contains("2:33: \"forbidden-dependency\" must be a map, not \"nothing\""));
  CHECK(in_rule("off").empty());
}

TEST_CASE("values and options that cannot be meant so are told before anything is parsed") {
  const auto in_rules = [](const std::string& rules) { return mistakes_below_version("rules: { " + rules + " }"); };
  CHECK_THAT(in_rules("god-module: { max_lines: -5 }"), Contains("2:35: \"max_lines\" is -5; it is at least 0"));
  CHECK_THAT(in_rules("pass-through-module: { share: 80 }"), Contains("2:40: \"share\" is 80; it is at most 1"));
  CHECK_THAT(in_rules("dependency-cycle: { level: files }"),
             Contains("2:37: \"level\" is files; it is module or file"));
  CHECK_THAT(in_rules("forbidden-dependency: { from: a }"),
             Contains("2:10: forbidden-dependency does not say on what; add `to`, `to_files` or `symbols`"));
  CHECK_THAT(in_rules("metric-threshold: [{ metric: lins, max: 4 }]"),
             Contains("2:29: there is no metric \"lins\"; did you mean \"lines\"?"));
  CHECK_THAT(in_rules("metric-threshold: [{ metric: lines }]"), Contains("has no limit"));
  CHECK_THAT(in_rules("undeclared-dependency: { from: a }"), Contains("give both, or none"));
  // A mistake in one option hides what the options mean together.
  const std::string one = in_rules("metric-threshold: [{ metric: [lines] }]");
  CHECK_THAT(one, Contains("\"metric\" must be") && !Contains("there is no metric"));
  CHECK(in_rules("god-module: { max_lines: 0 }, metric-threshold: [{ metric: lines, max: 0, min: 0 }]").empty());
}

TEST_CASE("text that is no YAML is one mistake at its place") {
  CHECK_THAT(mistakes_in("version: 1\nrules: [}\n"), Contains("loadline.yaml:2:9: not valid YAML: "));
  CHECK_THAT(mistakes_in("version: 1\nmodules: {\n"), Contains("not valid YAML: "));
  CHECK_THAT(mistakes_in("version: 1\n---\nversion: 1\n"), Contains("a second YAML document"));
  CHECK_THAT(mistakes_in("version: 1\nbuild: *nowhere\n"), Contains("loadline.yaml:2:8: not valid YAML: "));
  CHECK_THAT(mistakes_in("version: 1\n? [a, b]\n: c\n"), Contains("a key must be a plain word"));
}

TEST_CASE("text that is not UTF-8 is refused where it stops to be") {
  CHECK_THAT(mistakes_in("version: 1\nbuild: \xE4\n"), Equals("loadline.yaml:2:8: not UTF-8 text"));
  CHECK_THAT(mistakes_in("version: 1\nbuild: \xC0\xAF\n"), Equals("loadline.yaml:2:8: not UTF-8 text"));
  CHECK_THAT(mistakes_in(std::string("v\0e\0r\0", 6)), Equals("loadline.yaml:1:2: not UTF-8 text"));
  CHECK(mistakes_in("\xEF\xBB\xBFversion: 1\nbuild: \xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\n").empty());
}

TEST_CASE("absurd sizes are refused, not read for minutes") {
  CHECK_THAT(mistakes_in(std::string((1 << 20) + 1, '#')), Equals("loadline.yaml:1:1: larger than 1 MiB"));
  CHECK_THAT(mistakes_in("version: 1\nbuild: " + std::string(1000, '[')), Contains("nested too deeply"));
  std::string many = "version: 1\nbuild: [";
  for (int i = 0; i < 250'000; ++i) many += "a, ";
  CHECK_THAT(mistakes_in(many + "]\n"), Contains("too many values"));
}

TEST_CASE("aliases cannot multiply, nor repeat themselves") {
  std::string bomb = "version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += last + ", ";
    bomb += "]\n";
  }
  CHECK_THAT(mistakes_in(bomb), Contains("too many values, counting each use of an alias"));
  CHECK_THAT(mistakes_in("version: 1\nbuild: &b [*b]\n"),
             Contains("an alias must not stand inside the value it repeats"));
}

TEST_CASE("a query is tried before anything is parsed") {
  const std::string entry = "rules:\n  query:\n    - { name: mine, sql: \"";
  CHECK(config_of(entry + "SELECT path FROM files\" }\n").rules.entries.at("query").size() == 1);
  CHECK_THAT(mistakes_below_version(entry + "SELECT path FROM fils\" }\n"),
             Contains("loadline.yaml:4:26: the query is wrong: no such table: fils"));
  CHECK_THAT(mistakes_below_version(entry + "DELETE FROM files\" }\n"), Contains("the query"));
  CHECK_THAT(mistakes_below_version("rules:\n  query:\n    - { name: mine }\n"), Contains("query needs \"sql\""));
}

TEST_CASE("control characters of the file do not reach the terminal through a message") {
  const std::string message = mistakes_below_version("\"\\e[31mred\": 1\n");
  CHECK_THAT(message, Contains("\\x1b[31mred"));
  CHECK(message.find('\x1b') == std::string::npos);
}

TEST_CASE("a file with hundreds of mistakes shows the first fifty and counts the rest") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "key" + std::to_string(i) + ": x\n";
  CHECK_THAT(mistakes_below_version(text), Contains("300 mistakes in") && Contains("and 250 more"));
}

TEST_CASE("a project without loadline.yaml has the defaults and no config path") {
  const test::TemporaryFolder project;
  const Config config = load_config(project.path(), std::nullopt);
  CHECK(config.path.empty());
  CHECK(config.rules.entries.size() == default_rule_settings().entries.size());
}

TEST_CASE("loadline.yaml in the root is found, and its path is told relative to the root") {
  const test::TemporaryFolder project;
  project.write("loadline.yaml", "version: 1\nbuild: out\n");
  project.write("other.yaml", "version: 1\nbuild: elsewhere\n");
  CHECK(load_config(project.path(), std::nullopt).path == "loadline.yaml");
  CHECK(load_config(project.path(), std::nullopt).build == "out");
  const Config other = load_config(project.path(), project.path() / "other.yaml");
  CHECK(other.path == "other.yaml");
  CHECK(other.build == "elsewhere");
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
