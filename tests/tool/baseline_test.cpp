// The baseline: its file, and how `baseline` and `check` use it.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "analyzers/words/user_error.h"
#include "tests/support/schema_check.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/baseline/baseline_file.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using test::Run;
using test::run_program;
using test::TemporaryFolder;

KnownFinding known(const std::string& rule, const std::string& from, const std::string& reason = "") {
  Finding finding;
  finding.rule = rule;
  finding.from = from;
  return {rule, from, "", "", reason, finding.fingerprint()};
}

std::string refusal(const std::string& text) {
  try {
    parse_baseline(text, "b.json");
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

// core uses ui, which the layers forbid.
void write_project(const TemporaryFolder& folder, const std::string& mark = "") {
  folder.write("ui/window.h", "#pragma once\nvoid show();\n");
  folder.write("ui/window.cc", "#include \"ui/window.h\"\nvoid show() {}\n");
  folder.write("core/log.cc", "void show();" + mark + "\nvoid log_line() { show(); }" + mark + "\n");
  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\nlayers: [ui, core]\n");
  std::string database = "[";
  for (const char* source : {"ui/window.cc", "core/log.cc"}) {
    database += std::string(database.size() > 1 ? ",\n" : "\n") + "{\"directory\": \"" + folder.path().string() +
                "\", \"file\": \"" + source + "\", \"command\": \"c++ -I. -c " + source + "\"}";
  }
  folder.write("build/compile_commands.json", database + "\n]\n");
}

}  // namespace

TEST_CASE("a baseline that is written can be read, is sorted, and follows its schema", "[baseline]") {
  const std::vector<KnownFinding> findings = {known("b-rule", "x", "a \"reason\""), known("a-rule", "y\n\xff")};
  const std::string text = baseline_text(findings);
  const Baseline baseline = parse_baseline(text, "b.json");
  REQUIRE(baseline.findings.size() == 2);
  CHECK(baseline.findings[0].fingerprint == findings[1].fingerprint);
  CHECK(baseline.findings[1].reason == "a \"reason\"");
  CHECK(baseline_text(baseline.findings) == text);
  CHECK(baseline_text({findings[1], findings[0]}) == text);
  const auto schema = nlohmann::ordered_json::parse(baseline_schema());
  CHECK(test::schema_violation(schema, nlohmann::ordered_json::parse(text)) == "");
  CHECK(test::schema_violation(schema, nlohmann::ordered_json::parse(baseline_text({}))) == "");
  const std::string with_metrics = baseline_text(findings, {{"nccd", "", "file", 1.25}, {"reach", "core", "", 3}});
  CHECK(test::schema_violation(schema, nlohmann::ordered_json::parse(with_metrics)) == "");
  const Baseline again = parse_baseline(with_metrics, "b.json");
  REQUIRE(again.metrics.size() == 2);
  CHECK(again.metrics[0].value == 1.25);
  CHECK(baseline_text(again.findings, again.metrics) == with_metrics);
}

TEST_CASE("a damaged or foreign baseline is refused with what is wrong", "[baseline]") {
  CHECK_THAT(refusal(""), Contains("b.json: line 1 is not JSON"));
  CHECK_THAT(refusal("{\n\"version\": 1,\n<<<<<<< HEAD\n"), Contains("b.json: line 3 is not JSON"));
  CHECK_THAT(refusal("[1e999999]"), Contains("a number in it is out of range"));
  CHECK_THAT(refusal("[]"), Contains("not a loadline baseline"));
  CHECK_THAT(refusal("{\"runs\": []}"), Contains("not a loadline baseline"));
  CHECK_THAT(refusal("{\"version\": 3, \"findings\": []}"), Contains("reads version 2"));
  CHECK_THAT(refusal("{\"version\": 1, \"findings\": [7]}"), Contains("finding 1 is not an object"));
  CHECK_THAT(refusal("{\"version\": 1, \"findings\": [{\"rule\": 7}]}"), Contains("finding 1 has no text \"rule\""));
  CHECK_THAT(refusal("{\"version\": 1, \"findings\": [], \"metrics\": 7}"), Contains("\"metrics\" is not a list"));
  CHECK_THAT(refusal("{\"version\": 1, \"findings\": [], \"metrics\": [{\"metric\": \"x\"}]}"),
             Contains("metric 1 has no text \"of\""));
  std::string changed = baseline_text({known("a-rule", "x")});
  changed.replace(changed.find("\"x\""), 3, "\"y\"");
  CHECK_THAT(refusal(changed), Contains("finding 1 was changed by hand"));
  CHECK(refusal(std::string(100000, '[')) != "");
}

TEST_CASE("baseline freezes what there is, and check counts only what is new", "[baseline]") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  CHECK(run_program({"check", path}).exit_code == 1);
  const Run frozen = run_program({"baseline", path});
  CHECK(frozen.exit_code == 0);
  CHECK(frozen.out == "baseline: 1 (+1 −0), written to .loadline-baseline.json\n");
  const std::string text = folder.read(".loadline-baseline.json");
  const Run green = run_program({"check", path});
  CHECK(green.exit_code == 0);
  CHECK_THAT(green.out, Contains("1 known\nbaseline: 1 (+0 −0)\n"));
  CHECK(folder.read(".loadline-baseline.json") == text);

  SECTION("what is fixed is stale, and baseline drops it") {
    folder.write("core/log.cc", "void log_line() {}\n");
    CHECK_THAT(run_program({"check", path}).out, Contains("[stale-baseline]") && Contains("baseline: 1 (+0 −1)\n"));
    CHECK(run_program({"baseline", path}).out == "baseline: 0 (+0 −1), written to .loadline-baseline.json\n");
  }
  SECTION("what is new joins only with a reason") {
    folder.write("ui/window.cc", "#include \"ui/window.h\"\nvoid log_line();\nvoid show() { log_line(); }\n");
    folder.write("core/log.cc", "void log_line();\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
    folder.write("core/log.h", "void log_line();\n");
    folder.write("ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
    folder.write("core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
    const Run check = run_program({"check", path});
    CHECK(check.exit_code == 1);
    CHECK_THAT(check.out, Contains("[dependency-cycle]") && Contains("baseline: 1 (+1 −0)\n"));
    const Run refused = run_program({"baseline", path});
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.err, Contains("--accept-new"));
    CHECK(folder.read(".loadline-baseline.json") == text);
    CHECK(run_program({"baseline", path, "--accept-new"}).exit_code == 2);
    CHECK(run_program({"baseline", path, "--reason", "x"}).exit_code == 2);
    CHECK(run_program({"baseline", path, "--accept-new", "--reason", "next year"}).exit_code == 0);
    CHECK_THAT(folder.read(".loadline-baseline.json"), Contains("\"reason\":\"next year\""));
    CHECK(run_program({"check", path}).exit_code == 0);
  }
  SECTION("a damaged file is a usage error, and is left as it is") {
    folder.write(".loadline-baseline.json", "{}");
    for (const char* command : {"check", "baseline"}) {
      const Run run = run_program({command, path});
      CHECK(run.exit_code == 2);
      CHECK_THAT(run.err, Contains(".loadline-baseline.json: this is not a loadline baseline") && Contains("hint: "));
    }
    CHECK(folder.read(".loadline-baseline.json") == "{}");
  }
}

TEST_CASE("a file that joins a frozen cycle is new, and so is a second function of one name", "[baseline]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  a: { paths: [a/**] }\n  b: { paths: [b/**] }\nlayers: [a, b]\n");
  folder.write("a/h.h", "#pragma once\nint ga();\n");
  folder.write("a/h.cc", "#include \"a/h.h\"\n#include \"b/h.h\"\nint ga() { return gb(); }\n");
  folder.write("b/h.h", "#pragma once\nint gb();\n");
  folder.write("b/h.cc", "#include \"b/h.h\"\n#include \"a/h.h\"\nint gb() { return ga(); }\n");
  folder.write("b/new.cc", "int old();\n");
  std::string database = "[";
  for (const char* source : {"a/h.cc", "b/h.cc", "b/new.cc"}) {
    database += std::string(database.size() > 1 ? ",\n" : "\n") + "{\"directory\": \"" + path + "\", \"file\": \"" +
                source + "\", \"command\": \"c++ -I. -c " + source + "\"}";
  }
  folder.write("compile_commands.json", database + "]");
  REQUIRE(run_program({"baseline", path}).exit_code == 0);
  CHECK(run_program({"check", path}).exit_code == 0);
  SECTION("a file") {
    folder.write("b/new.cc", "#include \"a/h.h\"\nint old() { return ga(); }\n");
    const Run run = run_program({"check", path, "--rule", "dependency-cycle"});
    CHECK(run.exit_code == 1);
    CHECK_THAT(run.out, Contains("`b/new.cc` has joined it"));
  }
  SECTION("an overload") {
    folder.write("b/h.cc",
                 "#include \"b/h.h\"\n#include \"a/h.h\"\nint gb() { return ga(); }\nint gb(int) { return ga(); }\n");
    CHECK(run_program({"check", path, "--rule", "layer-violation"}).exit_code == 1);
  }
}

TEST_CASE("what joins a frozen dependency is new, file by file; what moves or shrinks is not", "[baseline]") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  REQUIRE(run_program({"baseline", path}).exit_code == 0);
  CHECK_THAT(folder.read(".loadline-baseline.json"),
             Contains("\"carriers\":{\"core/log.cc\":[\"(file)\",\"log_line\"]}"));
  const auto with_sources = [&](const std::vector<std::string>& sources) {
    std::string database = "[";
    for (const std::string& source : sources) {
      database += std::string(database.size() > 1 ? "," : "") + "{\"directory\": \"" + path + "\", \"file\": \"" +
                  source + "\", \"command\": \"c++ -I. -c " + source + "\"}";
    }
    folder.write("build/compile_commands.json", database + "]");
  };

  SECTION("nine files are nine findings") {
    std::vector<std::string> sources{"ui/window.cc", "core/log.cc"};
    for (int i = 1; i <= 9; ++i) {
      sources.push_back("core/more" + std::to_string(i) + ".cc");
      folder.write(sources.back(),
                   "#include \"ui/window.h\"\nvoid more" + std::to_string(i) + "() { show(), show(); }\n");
    }
    with_sources(sources);
    const Run check = run_program({"check", path});
    CHECK(check.exit_code == 1);
    CHECK_THAT(check.out, Contains("core/more1.cc") && Contains("core/more9.cc") && Contains("baseline: 1 (+9 −0)"));
    CHECK(run_program({"baseline", path}).exit_code == 1);
    CHECK(run_program({"baseline", path, "--accept-new", "--reason", "they came together"}).out ==
          "baseline: 1 (+9 −0), written to .loadline-baseline.json\n");
    CHECK(run_program({"check", path}).exit_code == 0);
  }
  SECTION("a function more in the same file is new, and a mark lets it in") {
    folder.write("core/log.cc", "void show();\nvoid log_line() { show(); }\nvoid again() {\n  show();\n}\n");
    CHECK(run_program({"check", path}).exit_code == 1);
    folder.write("core/log.cc",
                 "void show();\nvoid log_line() { show(); }\nvoid again() {\n"
                 "  // loadline: allow(layer-violation) the console is a window\n  show();\n}\n");
    CHECK(run_program({"check", path}).exit_code == 0);
  }
  SECTION("of two functions with one name, one is new") {
    folder.write("core/log.cc", "void show();\nstatic void log_line() { show(); }\nvoid use() { log_line(); }\n");
    folder.write("core/twin.cc", "void show();\nstatic void log_line() { show(); }\nvoid also() { log_line(); }\n");
    with_sources({"ui/window.cc", "core/log.cc", "core/twin.cc"});
    CHECK(run_program({"check", path}).exit_code == 1);
  }
  SECTION("a file that is renamed, and a function that does less, are known") {
    std::filesystem::remove(folder.path() / "core/log.cc");
    folder.write("core/deep/journal.cc", "\n\nvoid show();\nvoid log_line() { show(); show(); }\n");
    with_sources({"ui/window.cc", "core/deep/journal.cc"});
    CHECK(run_program({"check", path}).exit_code == 0);
  }
}

TEST_CASE("a baseline of version 1 takes growth in with a warning, until it is migrated", "[baseline]") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  CHECK(run_program({"baseline", path, "--migrate"}).exit_code == 2);
  REQUIRE(run_program({"baseline", path}).exit_code == 0);
  auto old = nlohmann::ordered_json::parse(folder.read(".loadline-baseline.json"));
  old["version"] = 1;
  for (auto& entry : old["findings"]) entry.erase("carriers");
  folder.write(".loadline-baseline.json", old.dump());
  folder.write("core/log.cc", "void show();\nvoid log_line() { show(); }\nvoid again() { show(); }\n");
  const Run check = run_program({"check", path});
  CHECK(check.exit_code == 0);
  CHECK_THAT(check.err, Contains("version 1") && Contains("--migrate"));
  const Run refused = run_program({"baseline", path});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Contains("--migrate"));
  CHECK(run_program({"baseline", path, "--migrate"}).exit_code == 0);
  CHECK_THAT(folder.read(".loadline-baseline.json"), Contains("\"version\": 2") && Contains("\"again\""));
  CHECK(run_program({"check", path}).err.find("version 1") == std::string::npos);
}

TEST_CASE("a metric in the baseline must not get worse, and joins it only when told so", "[baseline]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  write_project(folder);
  const std::string config = folder.read("loadline.yaml") + "rules:\n  layer-violation: off\n";
  const std::string ratchet = "  metric-threshold: { metric: ccd, level: file, baseline: max }\n";
  folder.write("loadline.yaml", config);
  REQUIRE(run_program({"baseline", path}).exit_code == 0);
  folder.write("loadline.yaml", config + ratchet);
  // The baseline is older than the entry and holds no value for it.
  CHECK_THAT(run_program({"check", path}).out, Contains("the baseline has no value to compare it with"));
  CHECK(run_program({"baseline", path}).exit_code == 1);
  CHECK(run_program({"baseline", path, "--accept-new", "--reason", "start"}).exit_code == 0);
  CHECK_THAT(folder.read(".loadline-baseline.json"), Contains("\"metric\":\"ccd\"") && !Contains("metric-threshold"));
  CHECK(run_program({"check", path}).exit_code == 0);
  const std::string source = folder.read("core/log.cc");
  folder.write("core/more.h", "int more();\n");
  folder.write("core/log.cc", "#include \"core/more.h\"\n" + source);
  const Run worse = run_program({"check", path});
  CHECK(worse.exit_code == 1);
  CHECK_THAT(worse.out, Contains("ccd of the graph of ") && Contains("in the baseline to"));
  const std::string before = folder.read(".loadline-baseline.json");
  CHECK(run_program({"baseline", path}).exit_code == 1);
  CHECK(folder.read(".loadline-baseline.json") == before);
  CHECK(run_program({"baseline", path, "--accept-new", "--reason", "more"}).exit_code == 0);
  CHECK(run_program({"check", path}).exit_code == 0);
  folder.write("core/log.cc", source);
  CHECK(run_program({"baseline", path}).exit_code == 0);
  CHECK(folder.read(".loadline-baseline.json") == before);  // the better value took the place of the other
}

TEST_CASE("a mark in the code suppresses, and must be needed and say why", "[suppressions]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  write_project(folder, "  // loadline: allow(layer-violation) the console is a window, too");
  const Run check = run_program({"check", path});
  CHECK(check.exit_code == 0);
  CHECK_THAT(check.out, Contains("1 suppressed"));
  write_project(folder, "  // loadline: allow(layer-violation)");
  const Run silent = run_program({"check", path});
  CHECK(silent.exit_code == 1);
  CHECK_THAT(silent.out, Contains("[suppression-without-reason]"));
  folder.write("core/log.cc", "void log_line() {}  // loadline: allow(layer-violation) nothing here\n");
  CHECK_THAT(run_program({"check", path}).out,
             Contains("core/log.cc:1: warning: ") && Contains("[unused-suppression]"));
}

TEST_CASE("init writes once, and check passes", "[init]") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const Run refused = run_program({"init", path});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Contains("loadline.yaml exists already") && Contains("--force"));
  const Run forced = run_program({"init", path, "--force"});
  CHECK(forced.exit_code == 0);
  CHECK_THAT(forced.out, Contains("2 modules in 2 layers"));
  CHECK(run_program({"check", path}).exit_code == 0);
  CHECK_THAT(run_program({"init", path, "--tighten", "1"}).out, Contains("core → ui (") && Contains("    show  "));
}

TEST_CASE("cut and impact answer on a real project", "[cut][impact]") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  CHECK(run_program({"cut", "-C", path}).out == "no cycle: nothing to cut\n");
  folder.write("ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
  folder.write("core/log.h", "void log_line();\n");
  folder.write("core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  const Run cut = run_program({"cut", "ui", "-C", path});
  CHECK(cut.exit_code == 1);
  CHECK_THAT(cut.out, Contains("2 modules depend on each other: core ui\n  cut "));
  CHECK(run_program({"cut", "nothing", "-C", path}).exit_code == 2);
  const Run impact = run_program({"impact", "core/log.h", path});
  CHECK_THAT(impact.out, Contains("a change to core/log.h can reach 3 of 4 files") && Contains("rebuilds 2 of 2"));
}

}  // namespace loadline
