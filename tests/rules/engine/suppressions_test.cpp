// Which lines a mark in the code covers.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/engine/suppressions.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// The lines of core/a.cc up to 20 that a mark for `rule` covers.
std::vector<std::uint32_t> covered(std::string_view text, std::string_view rule = "layer-violation") {
  const Program program = program_from_text(text);
  const Suppressions suppressions(program);
  std::vector<std::uint32_t> lines;
  for (std::uint32_t line = 1; line <= 20; ++line) {
    if (!suppressions.at(rule, {"core/a.cc", line}).empty()) lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a mark after code covers its own line only", "[suppressions]") {
  CHECK(covered("core/a.cc -> ui/w.h :7\ncore/a.cc:7 allow(layer-violation) r") == Lines{7});
  CHECK(covered("core/a.cc -> ui/w.h [call core::f -> ui::g] :7\ncore/a.cc:7 allow(layer-violation) r") == Lines{7});
}

TEST_CASE("a mark on a line of its own covers the code below, and not its own line", "[suppressions]") {
  CHECK(covered("core/a.cc -> ui/w.h :8\ncore/a.cc:7 for 8 allow(layer-violation) r") == Lines{8});
  CHECK(covered("core/a.cc -> ui/w.h :12\ncore/a.cc:7 for 12 allow(layer-violation) r") == Lines{12});
}

TEST_CASE("marks in a row cover the same line", "[suppressions]") {
  const std::string_view text =
      "core/a.cc -> ui/w.h :9\ncore/a.cc:7 for 9 allow(layer-violation) r\n"
      "core/a.cc:8 for 9 allow(unassigned-file) s";
  CHECK(covered(text) == Lines{9});
  CHECK(covered(text, "unassigned-file") == Lines{9});
}

TEST_CASE("one mark may name several rules, and no other is covered", "[suppressions]") {
  const std::string_view text = "core/a.cc -> ui/w.h :7\ncore/a.cc:7 allow( layer-violation ,,unassigned-file) r";
  CHECK(covered(text) == Lines{7});
  CHECK(covered(text, "unassigned-file") == Lines{7});
  CHECK(covered(text, "dependency-cycle").empty());
  CHECK(covered(text, "").empty());
}

TEST_CASE("a finding about a whole file is covered by a mark anywhere in it, and only there", "[suppressions]") {
  const Program program = program_from_text("core/a.cc -> ui/w.h\ncore/a.cc:7 allow(unassigned-file) r");
  const Suppressions suppressions(program);
  CHECK(suppressions.at("unassigned-file", {"core/a.cc", 0}).size() == 1);
  CHECK(suppressions.at("unassigned-file", {"ui/w.h", 0}).empty());
  CHECK(suppressions.at("unassigned-file", {"", 0}).empty());
}
