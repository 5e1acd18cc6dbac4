// How mistakes in loadline.yaml are told.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/tool/config_text.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::Equals;
using test::config_of;
using test::mistakes_below_version;
using test::mistakes_in;

TEST_CASE("all mistakes are reported at once, in file order, each with its place") {
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

TEST_CASE("a top level that is not a map is one mistake") {
  CHECK_THAT(mistakes_in("- a\n- b\n"), Equals("loadline.yaml:1:1: \"loadline.yaml\" must be a map, not a list"));
  CHECK_THAT(mistakes_in("hello"), Equals("loadline.yaml:1:1: \"loadline.yaml\" must be a map, not \"hello\""));
}

TEST_CASE("values of the wrong type are reported with what was expected") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"build: [[a]]", "2:9: \"build\" must be a text, not a list"},
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

TEST_CASE("keys that appear twice are reported with the line of the first") {
  CHECK_THAT(mistakes_below_version("rules:\n  dependency-cycle: off\n  dependency-cycle: error\n"),
             Equals("loadline.yaml:4:3: rule \"dependency-cycle\" appears twice in \"rules\"; the first is on line 3"));
  CHECK_THAT(mistakes_below_version("modules:\n  a: { paths: a/** }\n  a: { paths: b/** }\n"),
             Equals("loadline.yaml:4:3: module \"a\" appears twice in \"modules\"; the first is on line 3"));
  CHECK_THAT(mistakes_below_version("version: 1\n"),
             Equals("loadline.yaml:2:1: key \"version\" appears twice in \"loadline.yaml\"; the first is on line 1"));
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
             Contains("2:16: module \"a\" appears twice in one list of layers"));
  CHECK_THAT(mistakes_below_version("layers: [a, 'b | (c)']"),
             Contains("2:13: parentheses must enclose the whole layer"));
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

TEST_CASE("values and options that cannot be meant so are reported before anything is parsed") {
  const auto in_rules = [](const std::string& rules) { return mistakes_below_version("rules: { " + rules + " }"); };
  CHECK_THAT(in_rules("god-module: { max_lines: -5 }"), Contains("2:35: \"max_lines\" is -5; it is at least 0"));
  CHECK_THAT(in_rules("pass-through-module: { share: 80 }"), Contains("2:40: \"share\" is 80; it is at most 1"));
  CHECK_THAT(in_rules("dependency-cycle: { level: files }"),
             Contains("2:37: \"level\" is files; it is module or file"));
  CHECK_THAT(in_rules("forbidden-dependency: { from: a }"),
             Contains("2:10: forbidden-dependency does not say what is forbidden; add `to`, `to_files` or `symbols`"));
  CHECK_THAT(in_rules("metric-threshold: [{ metric: lins, max: 4 }]"),
             Contains("2:29: there is no metric \"lins\"; did you mean \"lines\"?"));
  CHECK_THAT(in_rules("metric-threshold: [{ metric: lines }]"), Contains("has no limit"));
  CHECK_THAT(in_rules("undeclared-dependency: { from: a }"), Contains("give both, or none"));
  // A mistake in one option hides what the options mean together.
  const std::string one = in_rules("metric-threshold: [{ metric: [lines] }]");
  CHECK_THAT(one, Contains("\"metric\" must be") && !Contains("there is no metric"));
  CHECK(in_rules("god-module: { max_lines: 0 }, metric-threshold: [{ metric: lines, max: 0, min: 0 }]").empty());
}

TEST_CASE("text that is not YAML is one mistake at its place") {
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
             Contains("an alias must not appear inside the value it repeats"));
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

}  // namespace
}  // namespace loadline
