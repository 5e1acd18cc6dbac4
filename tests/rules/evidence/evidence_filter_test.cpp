// What holds for every rule about dependencies: it counts only what its filters let pass.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;
using Catch::Matchers::Contains;

namespace {

using Options = std::vector<std::pair<std::string, std::vector<std::string>>>;

// `low` uses `high`, and is used by it: a cycle, an upward reference, an undeclared one, and one past the public files.
constexpr std::string_view kText =
    "high/h.cc -> low/l.h [call high::go -> low::log] :3\n"
    "low/l.cc -> high/h.h [call low::tick -> high::wake] :5\n"
    "low/old/l.cc -> high/h.h [read low::tock -> high::state] :9\n";

Architecture architecture() {
  Architecture made;
  made.modules = {module("high", {"high"}), module("low", {"low"})};
  made.modules[0].public_files.push_back({"high/api.h", {}});
  made.modules[1].closed = true;
  LayerStack& stack = made.layers.emplace_back();
  for (const char* name : {"high", "low"}) stack.layers.emplace_back().modules.emplace_back(name);
  return made;
}

struct Subject {
  const char* rule;
  Options options;
};

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> kSubjects = {
      {"layer-violation", {}},
      {"private-access", {}},
      {"undeclared-dependency", {}},
      {"hidden-dependency", {{"level", {"module"}}}},
      {"bidirectional-dependency", {}},
      {"dependency-cycle", {{"level", {"module"}}}},
      {"independence-violation", {{"modules", {"low", "high"}}}},
      {"forbidden-dependency", {{"from", {"low"}}, {"to", {"high"}}}},
      {"forbidden-dependency", {{"from", {"low"}}, {"to", {"high"}}, {"reaches", {"true"}}}},
  };
  return kSubjects;
}

// The lines of low/ that the findings about low name.
std::string lines(const Subject& subject, const Options& filters) {
  Options options = subject.options;
  options.insert(options.end(), filters.begin(), filters.end());
  std::string text;
  for (const Finding& finding : findings(subject.rule, kText, {entry(options)}, architecture())) {
    for (const Step& step : finding.trail) {
      if (step.where.path.starts_with("low/")) text += std::to_string(step.where.line) + ' ';
    }
  }
  return text;
}

}  // namespace

TEST_CASE("rules about dependencies count what their filters let pass, and nothing else", "[evidence_filter]") {
  for (const Subject& subject : subjects()) {
    INFO(subject.rule);
    CHECK_THAT(lines(subject, {}), Contains("5 "));
    const bool needs_both_ways =
        std::string_view(subject.rule).starts_with("bi") || std::string_view(subject.rule).ends_with("cycle");
    if (needs_both_ways) {
      CHECK(lines(subject, {{"kinds", {"call"}}}) == "5 ");
      CHECK(lines(subject, {{"from_files", {"high/**", "low/old/**"}}}) == "9 ");
      CHECK(lines(subject, {{"to_files", {"low/**", "high/h.h"}}, {"kinds", {"call"}}}) == "5 ");
      CHECK(lines(subject, {{"symbols", {"low::*", "high::state"}}}) == "9 ");
    } else {
      CHECK(lines(subject, {{"kinds", {"read"}}}) == "9 ");
      CHECK(lines(subject, {{"from_files", {"low/old/**"}}}) == "9 ");
      CHECK(lines(subject, {{"symbols", {"high::wake"}}}) == "5 ");
    }
    CHECK(lines(subject, {{"kinds", {"inherit"}}}).empty());
    CHECK(lines(subject, {{"from_files", {"high/**"}}}).empty());
    CHECK(lines(subject, {{"to_files", {"low/**"}}}).empty());
    CHECK(lines(subject, {{"symbols", {"low::**"}}}).empty());
  }
}

TEST_CASE("each step of a chain must pass the filters", "[evidence_filter]") {
  constexpr std::string_view kChain =
      "a/a.cc -> b/b.h [call a::go -> b::go] :1\n"
      "b/b.cc -> c/c.h [read b::go -> c::state] :2\n";
  const auto found = [&](const Options& filters) {
    Options options{{"from", {"a"}}, {"to", {"c"}}, {"reaches", {"true"}}};
    options.insert(options.end(), filters.begin(), filters.end());
    return findings("forbidden-dependency", kChain, {entry(options)});
  };
  CHECK(found({}).size() == 1);
  CHECK(found({{"kinds", {"call"}}}).empty());
  CHECK(found({{"from_files", {"b/**"}}}).empty());
  CHECK(found({{"symbols", {"b::go", "c::state"}}}).size() == 1);
  CHECK(found({{"symbols", {"b::go"}}}).empty());
}

TEST_CASE("a cycle is made of what passes the filters, of modules and of files", "[evidence_filter]") {
  constexpr std::string_view kCircle =
      "a/a.cc -> b/b.cc [read a::go -> b::state] :1\n"
      "a/a.cc -> b/b.cc [call a::go -> b::go] :2\n"
      "b/b.cc -> a/a.cc [call b::go -> a::go] :3\n";
  for (const char* level : {"module", "file"}) {
    INFO(level);
    const auto found = [&](const char* kind) {
      return findings("dependency-cycle", kCircle, {entry({{"level", {level}}, {"kinds", {kind}}})});
    };
    CHECK(found("read").empty());
    const std::vector<Finding> all = found("call");
    REQUIRE(all.size() == 1);
    CHECK(all[0].trail[0].where == Place{"a/a.cc", 2});
  }
}

TEST_CASE("include directives are filtered by the files at their ends", "[evidence_filter]") {
  constexpr std::string_view kIncludes = "a/a.cc -> b/b.h :1\na/old/a.cc -> b/c.h :2\n";
  const auto found = [&](const Options& options) {
    return summaries(findings("unused-include", kIncludes, {entry(options)})).size();
  };
  CHECK(found({{"level", {"file"}}}) == 1);
  CHECK(found({{"level", {"file"}}, {"from_files", {"a/old/**"}}}) == 1);
  CHECK(found({{"level", {"file"}}, {"to_files", {"b/d.h"}}}) == 0);
}
