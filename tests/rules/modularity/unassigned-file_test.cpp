// unassigned-file: files without a module, and with too many.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

TEST_CASE("a file that no declared module claims is a finding, an excluded one is not", "[unassigned-file]") {
  Architecture architecture;
  architecture.modules = {module("api", {"src/api/**"})};
  architecture.exclude = {{"third_party/**", {}}};
  const std::string text =
      "src/api/a.cc -> src/cache/lru.h\nsrc/api/a.cc -> third_party/x.h\nsrc/api/a.cc -> <vector>\n";
  const std::vector<Finding> found = findings("unassigned-file", text, {entry({})}, architecture);
  CHECK(summaries(found) == std::vector<std::string>{"src/cache/lru.h (unassigned) at src/cache/lru.h"});
  CHECK(found[0].message == "`src/cache/lru.h` belongs to no module");
  CHECK(findings("unassigned-file", text, {entry({{"except", {"src/cache/**"}}})}, architecture).empty());
}

TEST_CASE("a file that two modules claim alike is a finding of its own kind", "[unassigned-file]") {
  Architecture architecture;
  architecture.modules = {module("gen", {"src/*.pb.cc"}), module("app", {"src/**"})};
  const std::vector<Finding> found = findings("unassigned-file", "src/a.pb.cc\nsrc/b.cc\n", {entry({})}, architecture);
  CHECK(summaries(found) == std::vector<std::string>{"src/a.pb.cc (overlap) at src/a.pb.cc"});
  CHECK(found[0].message == "`src/a.pb.cc` is claimed by `app` and `gen` with equally long patterns");
}

TEST_CASE("found modules leave no file unassigned", "[unassigned-file]") {
  CHECK(findings("unassigned-file", "a/a.cc\nmain.cc\n", {entry({})}).empty());
}
