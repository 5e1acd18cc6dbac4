// Which unit analyses which header.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/claim_plan.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

namespace loadline::frontend {
namespace {

const FilePaths kPaths("/project", "/project/build");

ScannedFile header(const std::string& name, std::uint64_t variant, bool repeated = false) {
  return {"/project/" + name, {0, 1}, {0, variant}, repeated};
}

struct Plan {
  std::map<std::string, UnitScan> scans;

  void add(const std::string& source, std::vector<ScannedFile> files) {
    files.push_back({"/project/" + source, 1, 1, false});
    files.push_back({"/usr/include/stdio.h", 1, 0, false});
    scans[source].files = std::move(files);
  }

  // Source → the headers it owns; `reversed`: the units in the opposite order.
  std::map<std::string, std::vector<std::string>> owned(bool reversed = false) const {
    std::vector<PlannedUnit> units;
    for (const auto& [source, scan] : scans) units.push_back({"/project/" + source, &scan, {}});
    if (reversed) std::reverse(units.begin(), units.end());
    plan_claims(units, kPaths);
    std::map<std::string, std::vector<std::string>> result;
    for (const PlannedUnit& unit : units) result[unit.source.substr(9)] = unit.owned_headers;
    return result;
  }

  std::vector<std::string> owners_of(const std::string& name) const {
    std::vector<std::string> owners;
    for (const auto& [source, headers] : owned()) {
      if (std::count(headers.begin(), headers.end(), name) != 0) owners.push_back(source);
    }
    return owners;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the unit that reads far more headers than others owns what it shares with them") {
  Plan plan;
  plan.add("a.cpp", {header("x.h", 7), header("y.h", 7)});
  plan.add("many.cpp", {header("x.h", 7), header("z.h", 7), header("u.h", 7), header("v.h", 7)});
  CHECK(plan.owned() == std::map<std::string, Names>{{"a.cpp", {"y.h"}}, {"many.cpp", {"u.h", "v.h", "x.h", "z.h"}}});
}

TEST_CASE("few units own headers, so that the others can take them precompiled") {
  Plan plan;
  for (int i = 0; i < 64; ++i) {
    std::vector<ScannedFile> files;
    for (int h = 0; h < 40 - i % 8; ++h) files.push_back(header("h" + std::to_string(h) + ".h", 5));
    plan.add("s" + std::to_string(i) + ".cpp", files);
  }
  const auto owned = plan.owned();
  const auto owners = std::count_if(owned.begin(), owned.end(), [](const auto& unit) { return !unit.second.empty(); });
  CHECK(owners >= 1);
  CHECK(owners <= 8);
}

TEST_CASE("an include more or less leaves headers where they are") {
  Plan plan;
  for (int i = 0; i < 10; ++i) {
    std::vector<ScannedFile> files;
    for (int h = 0; h < 20; ++h) files.push_back(header("h" + std::to_string(h) + ".h", 5));
    plan.add("s" + std::to_string(i) + ".cpp", files);
  }
  const Names before = plan.owners_of("h3.h");
  for (auto& [source, scan] : plan.scans) {
    if (source != before.front()) scan.files.push_back(header("one_more.h", 5));
  }
  CHECK(plan.owners_of("h3.h") == before);
}

TEST_CASE("each variant of a header has exactly one owner") {
  Plan plan;
  for (int i = 0; i < 12; ++i) {
    plan.add("s" + std::to_string(i) + ".cpp",
             {header("x.h", 1 + static_cast<std::uint64_t>(i % 3)), header("y.h", 9)});
  }
  CHECK(plan.owners_of("x.h").size() == 3);
  CHECK(plan.owners_of("y.h").size() == 1);
}

TEST_CASE("a header that is entered repeatedly is owned by each unit that includes it") {
  Plan plan;
  for (const char* source : {"a.cpp", "b.cpp"}) plan.add(source, {header("list.def", 3, /*repeated=*/true)});
  CHECK(plan.owners_of("list.def") == Names{"a.cpp", "b.cpp"});
}

TEST_CASE("sources and headers of the system are owned by nobody") {
  Plan plan;
  plan.add("a.cpp", {});
  CHECK(plan.owned() == std::map<std::string, Names>{{"a.cpp", {}}});
}

TEST_CASE("the plan does not depend on the order of the units") {
  Plan plan;
  for (int i = 0; i < 20; ++i) {
    std::vector<ScannedFile> files;
    for (int h = 0; h < 10; ++h) {
      if ((i * h) % 3 == 0)
        files.push_back(header("h" + std::to_string(h) + ".h", static_cast<std::uint64_t>(1 + i % 2)));
    }
    plan.add("s" + std::to_string(i) + ".cpp", files);
  }
  CHECK(plan.owned(false) == plan.owned(true));
}

TEST_CASE("a new unit takes over only what it wins; all else stays where it was") {
  Plan plan;
  std::vector<ScannedFile> files;
  for (int h = 0; h < 30; ++h) files.push_back(header("h" + std::to_string(h) + ".h", 5));
  for (int i = 0; i < 10; ++i) plan.add("s" + std::to_string(i) + ".cpp", files);
  const auto before = plan.owned();
  plan.add("new.cpp", {files.begin(), files.begin() + 10});
  CHECK(plan.owned().at("new.cpp").empty());
  for (int h = 0; h < 40; ++h) files.push_back(header("new" + std::to_string(h) + ".h", 5));
  plan.add("new.cpp", files);
  for (const auto& [source, headers] : before) {
    const Names now = plan.owned().at(source);
    CHECK(std::includes(headers.begin(), headers.end(), now.begin(), now.end()));
  }
  CHECK(plan.owned().at("new.cpp").size() == 70);
}

}  // namespace loadline::frontend
