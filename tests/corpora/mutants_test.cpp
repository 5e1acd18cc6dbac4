// Injected violations: copies of real projects with references across a border that must not be crossed.
// SPDX-License-Identifier: Apache-2.0
//
// mutants/<project>/<path>.txt is added at the end of <path> in a copy of the project (or is a new file). Each line
// that ends in "//! kind" refers across the border by that kind; every one must be found, with its line, and the
// project as it is has none. Facts of what did not change come from the cache that all tests on real code share.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <tuple>

#include <nlohmann/json.hpp>

#include "analyzers/calls/effects.h"
#include "tests/corpora/loadline_process.h"

namespace loadline::test {

namespace {

namespace fs = std::filesystem;

// kind, file, line
using Crossing = std::tuple<std::string, std::string, std::uint32_t>;

// A border that no code crosses today, and what one must not reach behind it.
struct Border {
  std::string project;
  std::vector<std::string> from;
  std::string to;
};

class MutatedProject {
 public:
  explicit MutatedProject(const Border& border) : border_(border) {
    root_ = fs::canonical(scratch_.path()) / border.project;
    fs::copy(corpus(border.project), root_, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const std::string old = fs::canonical(corpus(border.project)).string();
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(root_ / "build")) {
      const fs::path name = file.path().filename();
      if (name == "compile_commands.json" || name == "cmake_pch.hxx") move_paths(file.path(), old);
    }
    write_config();
  }

  // Adds the mutants and returns where they cross the border.
  std::set<Crossing> mutate() const {
    static const std::regex kMark(R"(//! ([a-z-]+)\s*$)");
    std::set<Crossing> expected;
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(mutants())) {
      if (file.path().extension() != ".txt") continue;
      fs::path path = file.path().lexically_relative(mutants());
      path.replace_extension();
      const std::string original = fs::exists(root_ / path) ? read_file(root_ / path) : "";
      write_file(root_ / path, original + read_file(file.path()));
      const std::vector<std::string> lines = lines_of(root_ / path);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (std::regex_search(lines[i], match, kMark)) expected.emplace(match[1], path.string(), i + 1);
      }
    }
    return expected;
  }

  // Every crossing that the rule reports.
  std::set<Crossing> crossings() const {
    const Outcome outcome =
        run_loadline({"check", root_.string(), "-p", (root_ / "build").string(), "--quiet", "--cache-dir",
                      LOADLINE_CORPORA_CACHE, "--rule", "forbidden-dependency", "--report", "json"});
    INFO(outcome.err);
    REQUIRE((outcome.exit_code == 0 || outcome.exit_code == 1));
    const nlohmann::json report = nlohmann::json::parse(outcome.out);
    CHECK(report["coverage"]["degraded"] == 0);
    std::set<Crossing> found;
    for (const nlohmann::json& finding : report["findings"]) {
      const std::string kind = finding["kind"];
      for (const nlohmann::json& step : finding["trail"]) {
        // "kinds=call"; a trail that is cut short would hide a mutant.
        REQUIRE_FALSE(step["where"].is_null());
        found.emplace(kind.substr(kind.find('=') + 1), step["where"]["path"], step["where"]["line"]);
      }
    }
    return found;
  }

 private:
  fs::path mutants() const { return fs::path(LOADLINE_SOURCE_DIR) / "tests/corpora/mutants" / border_.project; }

  // What CMake wrote names files by their whole path: those of the copy are meant.
  void move_paths(const fs::path& file, const std::string& old) const {
    std::string text = read_file(file);
    for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += root_.string().size())
      text.replace(at, old.size(), root_.string());
    write_file(file, text);
  }

  // One entry for each kind: so a mutant is found as what it is, and no trail gets long.
  void write_config() const {
    std::string yaml = read_file(mutants() / "loadline.yaml") + "rules:\n  forbidden-dependency:\n";
    for (const char* kind : {"include", "forward-declare", "type", "inherit", "override", "call", "construct", "read",
                             "write", "take-address", "template-argument", "macro", "friend", "throw", "catch"}) {
      for (const std::string& from : border_.from)
        yaml += "    - { from: " + from + ", to: " + border_.to + ", kinds: [" + kind + "] }\n";
    }
    write_file(root_ / "loadline.yaml", yaml);
  }

  Border border_;
  ScratchFolder scratch_;
  fs::path root_;
};

std::string text_of(const Crossing& crossing) {
  return std::get<1>(crossing) + ':' + std::to_string(std::get<2>(crossing)) + ' ' + std::get<0>(crossing);
}

// Lines that cross the border, whatever the kind.
std::set<std::pair<std::string, std::uint32_t>> places(const std::set<Crossing>& crossings) {
  std::set<std::pair<std::string, std::uint32_t>> lines;
  for (const auto& [kind, path, line] : crossings) lines.emplace(path, line);
  return lines;
}

}  // namespace

TEST_CASE("every injected reference across a border of a real project is found, at its line") {
  const Border border = GENERATE(Border{"leveldb", {"util", "port"}, "db"}, Border{"cppcheck", {"externals"}, "lib"});
  const MutatedProject project(border);
  CHECK(project.crossings().empty());
  const std::set<Crossing> expected = project.mutate();
  const std::set<Crossing> found = project.crossings();
  CHECK(expected.size() >= 20);
  for (const Crossing& mutant : expected) {
    INFO(text_of(mutant));
    CHECK(found.contains(mutant));
  }
  for (const auto& [path, line] : places(found)) {
    INFO(path << ':' << line << " crosses the border, and no mutant is there");
    CHECK(places(expected).contains({path, line}));
  }
}

TEST_CASE("the mutants are of all kinds of reference") {
  std::set<std::string> kinds;
  std::size_t mutants = 0;
  for (const Border& border : {Border{"leveldb", {"util", "port"}, "db"}, Border{"cppcheck", {"externals"}, "lib"}}) {
    for (const Crossing& crossing : MutatedProject(border).mutate()) {
      kinds.insert(std::get<0>(crossing));
      ++mutants;
    }
  }
  CHECK(kinds.size() == 15);
  CHECK(mutants >= 75);
}

}  // namespace loadline::test
