// Which headers are precompiled, for whom.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/header_tree.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

namespace loadline::frontend {
namespace {

const FilePaths kPaths("/project", "/project/build");

constexpr Digest kSame{1, 1};

// Units that include headers of a megabyte each; "sys_x" is outside the project.
class Group {
 public:
  void add(const std::string& source, const std::vector<std::string>& headers, std::vector<std::string> owned = {}) {
    UnitScan& scan = scans_[source];
    auto trace = std::make_shared<ScanTrace>();
    scan.files.push_back({"/project/" + source, kSame, kSame, false});
    trace->files.push_back({0, 0, 10, "", false, false});
    for (const std::string& header : headers) {
      const auto number = static_cast<std::uint32_t>(scan.files.size());
      const bool is_system = header.starts_with("sys_");
      scan.files.push_back(
          {(is_system ? "/usr/include/" : "/project/") + header, kSame, kSame, header.starts_with("twice_")});
      trace->files.push_back({number, 0, 1'000'000, header, is_system, false});
      trace->includes.emplace_back(0, number);
    }
    scan.trace = trace;
    owned_[source] = std::move(owned);
  }

  // By source: all that it would include from precompiled headers, outermost first.
  std::map<std::string, std::string> choose(std::size_t* node_count = nullptr) const {
    std::vector<PlannedUnit> units;
    for (const auto& [source, scan] : scans_) units.push_back({"/project/" + source, &scan, owned_.at(source)});
    const HeaderTree tree = choose_headers(units, kPaths);
    if (node_count != nullptr) *node_count = tree.nodes.size();
    std::map<std::string, std::string> result;
    for (std::size_t i = 0; i < units.size(); ++i) result[units[i].source.substr(9)] = text_of(tree, tree.node_of[i]);
    return result;
  }

 private:
  static std::string text_of(const HeaderTree& tree, std::size_t node) {
    if (node == HeaderTree::kNoNode) return "none";
    std::string text = tree.nodes[node].parent == node ? "" : text_of(tree, tree.nodes[node].parent) + " / ";
    for (const std::string& include : tree.nodes[node].includes) text += include;
    return text;
  }

  std::map<std::string, UnitScan> scans_;
  std::map<std::string, std::vector<std::string>> owned_;
};

std::string name(int i) { return "s" + std::to_string(i) + ".cpp"; }

}  // namespace

TEST_CASE("what all units include is precompiled once, in the order of the first") {
  Group group;
  for (int i = 0; i < 6; ++i) group.add(name(i), {"sys_b", "sys_a"});
  std::size_t nodes = 0;
  const auto chosen = group.choose(&nodes);
  CHECK(nodes == 1);
  for (int i = 0; i < 6; ++i) CHECK(chosen.at(name(i)) == "<sys_b><sys_a>");
}

TEST_CASE("what only some include comes on top of what all include, and is loaded by them alone") {
  Group group;
  for (int i = 0; i < 9; ++i)
    group.add(name(i), i < 5 ? std::vector<std::string>{"sys_a", "sys_b"} : std::vector<std::string>{"sys_a"});
  const auto chosen = group.choose();
  CHECK(chosen.at(name(0)) == "<sys_a> / <sys_b>");
  CHECK(chosen.at(name(8)) == "<sys_a>");
}

TEST_CASE("nothing is precompiled for one unit, or when it would cost more than it saves") {
  Group group;
  group.add(name(0), {"sys_a"});
  CHECK(group.choose().at(name(0)) == "none");
  group.add(name(1), {"sys_b"});
  CHECK(group.choose().at(name(1)) == "none");
  group.add(name(2), {"sys_a"});
  CHECK(group.choose().at(name(2)) == "none");
}

TEST_CASE("a unit does not take a header that it has to record itself") {
  Group group;
  for (int i = 0; i < 8; ++i)
    group.add(name(i), {"sys_a", "own.h"}, i == 3 ? std::vector<std::string>{"own.h"} : std::vector<std::string>{});
  const auto chosen = group.choose();
  CHECK(chosen.at(name(2)) == "<sys_a><own.h>");
  CHECK(chosen.at(name(3)).find("own.h") == std::string::npos);
}

TEST_CASE("a list of macros that is read more than once is left to each unit") {
  Group group;
  for (int i = 0; i < 8; ++i) group.add(name(i), {"sys_a", "twice_list.h"});
  CHECK(group.choose().at(name(0)) == "<sys_a>");
}

}  // namespace loadline::frontend
