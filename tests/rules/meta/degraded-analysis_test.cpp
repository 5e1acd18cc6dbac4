// degraded-analysis: one finding for each cause.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/model/program_builder.h"
#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Trouble {
  ProblemKind kind;
  std::string message;
  std::uint32_t line;
};

TuFacts unit(const std::string& path, const std::vector<Trouble>& troubles) {
  TuFacts facts;
  const auto text = [&](const std::string& value) {
    facts.texts.push_back(value);
    return static_cast<TextIndex>(facts.texts.size() - 1);
  };
  FileFact file;
  file.path = text(path);
  file.owned = 1;
  facts.files.push_back(file);
  for (const Trouble& trouble : troubles) {
    ProblemFact problem;
    problem.file = 0;
    problem.line = trouble.line;
    problem.message = text(trouble.message);
    problem.kind = trouble.kind;
    facts.problems.push_back(problem);
  }
  return facts;
}

Program program_of(const std::vector<TuFacts>& units) {
  ProgramBuilder builder;
  for (const TuFacts& facts : units) builder.add(facts);
  return std::move(builder).build();
}

}  // namespace

TEST_CASE("a header that many miss is one finding", "[degraded-analysis]") {
  const Program program = program_of(
      {unit("b.cc", {{ProblemKind::missing_header, "'gen/version.h' file not found", 3}}),
       unit("a.cc", {{ProblemKind::missing_header, "'gen/version.h' file not found", 9}}), unit("c.cc", {})});
  const std::vector<Finding> found = findings("degraded-analysis", program, {entry({})});
  CHECK(summaries(found) == std::vector<std::string>{"gen/version.h (missing-header) at a.cc:9"});
  CHECK(found[0].message == "the header `gen/version.h` is not found in 2 translation units");
  CHECK(found[0].trail.size() == 2);
}

TEST_CASE("errors are one finding for each file", "[degraded-analysis]") {
  const Program program = program_of(
      {unit("a.cc", {{ProblemKind::error, "no member named 'x'", 4}, {ProblemKind::error, "unknown type name 'y'", 2}}),
       unit("b.cc", {{ProblemKind::crash, "", 0}})});
  const std::vector<Finding> found = findings("degraded-analysis", program, {entry({})});
  REQUIRE(found.size() == 2);
  CHECK(found[0].where == Place{"a.cc", 2});
  CHECK(found[0].message == "`a.cc` has 2 errors: what is there may be missing");
  CHECK(found[1].from == "b.cc");
  CHECK(found[1].kind == "crash");
}

TEST_CASE("a program without problems, or with known ones only, is fine", "[degraded-analysis]") {
  CHECK(findings("degraded-analysis", program_of({unit("a.cc", {})}), {entry({})}).empty());
  const Program program = program_of({unit("legacy/a.cc", {{ProblemKind::fatal, "too many errors", 1}})});
  CHECK(findings("degraded-analysis", program, {entry({{"except", {"legacy/**"}}})}).empty());
  CHECK(findings("degraded-analysis", program, {entry({})}).size() == 1);
}
