// Identity and order of findings, and reading of rule entries.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/finding.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "rules/engine/rule.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Finding finding(const std::string& rule, const std::string& from, const std::string& to, const std::string& kind) {
  Finding result;
  result.rule = rule;
  result.from = from;
  result.to = to;
  result.kind = kind;
  return result;
}

}  // namespace

TEST_CASE("a fingerprint is 16 hexadecimal digits that never change", "[finding]") {
  const Finding one = finding("layer-violation", "core", "ui", "upward");
  CHECK(one.fingerprint() == "ad26d9a8cea1ab68");
}

TEST_CASE("place, wording and severity are not part of the identity", "[finding]") {
  const Finding one = finding("layer-violation", "core", "ui", "upward");
  Finding other = one;
  other.where = {"src/a.cc", 77};
  other.message = "in other words";
  other.severity = Severity::note;
  other.trail = {{{"src/a.cc", 77}, "step"}};
  CHECK(one.fingerprint() == other.fingerprint());
}

TEST_CASE("each field of the identity counts, and none runs into the next", "[finding]") {
  const std::string one = finding("r", "a", "b", "c").fingerprint();
  CHECK(one != finding("s", "a", "b", "c").fingerprint());
  CHECK(one != finding("r", "b", "b", "c").fingerprint());
  CHECK(one != finding("r", "a", "c", "c").fingerprint());
  CHECK(one != finding("r", "a", "b", "d").fingerprint());
  CHECK(finding("r", "a|b", "", "").fingerprint() != finding("r", "a", "b", "").fingerprint());
  CHECK(finding("r", "ab", "", "").fingerprint() != finding("r", "a", "b", "").fingerprint());
}

TEST_CASE("findings are sorted by severity, rule and place, whatever their order was", "[finding]") {
  Finding note = finding("a", "1", "", ""), early = finding("b", "2", "", ""), late = finding("b", "3", "", "");
  note.severity = Severity::note;
  early.where = {"x.cc", 2};
  late.where = {"x.cc", 10};
  std::vector<Finding> findings{note, late, early};
  sort_findings(findings);
  CHECK(summaries(findings) == std::vector<std::string>{"2 at x.cc:2", "3 at x.cc:10", "1 at "});
  std::reverse(findings.begin(), findings.end());
  sort_findings(findings);
  CHECK(summaries(findings) == std::vector<std::string>{"2 at x.cc:2", "3 at x.cc:10", "1 at "});
}

TEST_CASE("severities are spelled as in loadline.yaml", "[finding]") {
  for (const Severity severity : {Severity::off, Severity::note, Severity::warning, Severity::error}) {
    Severity parsed = Severity::off;
    CHECK(parse_severity(name_of(severity), &parsed));
    CHECK(parsed == severity);
  }
  Severity untouched = Severity::note;
  CHECK_FALSE(parse_severity("fatal", &untouched));
  CHECK(untouched == Severity::note);
}

TEST_CASE("an entry is read by option name, with a fallback for absent ones", "[rules]") {
  RuleEntry written = entry({{"from", {"a", "b"}}, {"flag", {"true"}}});
  written.options["limit"] = parse_option({"limit", OptionType::number, ""}, {"2.5"}, {});
  written.options["paths"] = parse_option({"paths", OptionType::route_pattern, ""}, {"/internal/**", "/"}, {});
  CHECK(written.has("from"));
  CHECK_FALSE(written.has("to"));
  CHECK(written.text("from") == "a");
  CHECK(written.text("to").empty());
  CHECK(written.texts("from") == std::vector<std::string>{"a", "b"});
  CHECK(written.flag("flag"));
  CHECK_FALSE(written.flag("other"));
  CHECK(written.number("limit", 1) == 2.5);
  CHECK(written.number("other", 1) == 1);
  CHECK(any_matches(written.patterns("paths"), "/internal/a/b"));
  CHECK(any_matches(written.patterns("paths"), "/"));
  CHECK_FALSE(any_matches(written.patterns("paths"), "/v1/internal"));
  CHECK_FALSE(any_matches(written.patterns("paths"), ""));
  CHECK(written.patterns("other").empty());
}

TEST_CASE("a rule runs only when it has entries that are not off, and when it is among those asked for", "[rules]") {
  const std::string circle = "a/a.cc -> b/b.h\nb/b.h -> a/a.cc\n";
  CHECK(findings("dependency-cycle", circle, {entry({})}).size() == 1);
  CHECK(findings("dependency-cycle", circle, {}).empty());
  RuleEntry off = entry({});
  off.severity = Severity::off;
  CHECK(findings("dependency-cycle", circle, {off}).empty());
}

TEST_CASE("what two entries find alike is one finding, the more severe", "[rules]") {
  RuleEntry mild = entry({});
  mild.severity = Severity::note;
  const std::vector<Finding> found =
      findings("dependency-cycle", "a/a.cc -> b/b.h\nb/b.h -> a/a.cc\n", {mild, entry({})});
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::error);
}
