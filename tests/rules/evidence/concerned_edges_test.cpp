// The edges between the modules that findings are about.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/evidence/concerned_edges.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

constexpr std::string_view kProgram =
    "ui/w.cc -> core/log.h\n"
    "core/log.cc -> store/s.h\n"
    "store/s.cc -> core/log.h\n"
    "ui/w.cc -> store/s.h\n"
    "other/o.cc -> ui/w.h\n";

Finding finding(const std::string& from, const std::string& to, const std::vector<std::string>& paths) {
  Finding made;
  made.from = from;
  made.to = to;
  for (const std::string& path : paths) made.trail.push_back({{path, 1}, "x"});
  return made;
}

std::vector<std::string> edges(const std::vector<Finding>& findings) {
  const Program program = program_from_text(kProgram);
  const Architecture architecture;
  const std::vector<BuildTarget> targets;
  const Analyses analyses(program, architecture, targets);
  std::vector<const Finding*> pointers;
  for (const Finding& each : findings) pointers.push_back(&each);
  std::vector<std::string> shown;
  for (const ConcernedEdge& edge : concerned_edges(analyses, pointers)) {
    shown.push_back(edge.from + (edge.is_named ? " => " : " -> ") + edge.to + " " + std::to_string(edge.references));
  }
  return shown;
}

}  // namespace

TEST_CASE("a forbidden dependency names its edge; others between the modules of its trail are shown", "[edges]") {
  CHECK(edges({finding("ui", "store", {"ui/w.cc", "core/log.cc"})}) ==
        std::vector<std::string>{"core -> store 1", "store -> core 1", "ui -> core 1", "ui => store 1"});
}

TEST_CASE("a cycle names every edge among its members", "[edges]") {
  CHECK(edges({finding("core", "", {"core/log.cc", "store/s.cc"})}) ==
        std::vector<std::string>{"core => store 1", "store => core 1"});
}

TEST_CASE("an edge that any finding names is named", "[edges]") {
  CHECK(edges({finding("ui", "core", {"store/s.cc"}), finding("core", "store", {})}) ==
        std::vector<std::string>{"core => store 1", "store -> core 1", "ui => core 1", "ui -> store 1"});
}

TEST_CASE("findings about something else than modules have no edges", "[edges]") {
  CHECK(edges({finding("ui/w.cc", "core/log.h", {"ui/w.cc"}), finding("", "", {"ui/w.cc", "core/log.cc"})}).empty());
  CHECK(edges({finding("ui", "winsock.h", {"gone.cc"})}).empty());
}
