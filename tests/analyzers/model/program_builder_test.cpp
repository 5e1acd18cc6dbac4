// Merging: order-free, idempotent, nothing lost and nothing twice.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/facts/described_facts.h"
#include "analyzers/facts/sound_facts.h"
#include "analyzers/facts/stored_facts.h"
#include "analyzers/model/architecture.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/model/program_json.h"
#include "analyzers/words/path_pattern.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Program merge(const std::vector<TuFacts>& units, const std::vector<PathPattern>& third_party = {}) {
  ProgramBuilder builder(third_party);
  for (const TuFacts& unit : units) builder.add(unit);
  return std::move(builder).build();
}

std::string json(const Program& program) {
  std::ostringstream out;
  write_program_json(program, out);
  return out.str();
}

// Everything but the number of units.
std::string content(const Program& program) {
  const std::string text = json(program);
  return text.substr(text.find("\"files\""));
}

const Symbol& symbol(const Program& program, std::string_view name) {
  const SymbolIndex index = program.find_symbol(symbol_id(name));
  REQUIRE(index != kNone);
  return program.symbols()[index];
}

// A TU with random facts over a small world of files and symbols, so that TUs overlap and contradict each other.
TuFacts random_unit(std::mt19937& random) {
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  TuFacts facts;
  const std::uint32_t files = 1 + below(4);
  for (std::uint32_t i = 0; i < files; ++i) {
    const Origin origin = below(5) == 0 ? Origin::system : Origin::project;
    add_file(facts, "f" + std::to_string(below(6)) + (below(2) == 0 ? ".h" : ".cc"), origin);
    facts.files.back().lines = below(100);
  }
  const auto id = [&] { return symbol_id("s" + std::to_string(below(12))); };
  const auto text = [&] { return text_index(facts, std::string(below(3), static_cast<char>('a' + below(3)))); };
  for (std::uint32_t i = below(12); i > 0; --i) {
    facts.symbols.push_back({id(), below(3) == 0 ? id() : 0, below(3) == 0 ? id() : 0, text(), text(), text(),
                             below(1u << 27), SymbolKind{static_cast<std::uint8_t>(below(20))},
                             Access{static_cast<std::uint8_t>(below(4))},
                             Linkage{static_cast<std::uint8_t>(below(3))}});
  }
  for (std::uint32_t i = below(12); i > 0; --i) {
    facts.declarations.push_back({id(), below(files), below(5), below(9), static_cast<std::uint8_t>(below(2))});
    facts.references.push_back({below(3) == 0 ? 0 : id(), id(), below(files), below(4),
                                ReferenceKind{static_cast<std::uint8_t>(below(15))},
                                static_cast<std::uint8_t>(below(8))});
    facts.includes.push_back(
        {below(files), below(3) == 0 ? kNone : below(files), below(3), text(), text(), 0, ImportKind::none});
    facts.marks.push_back({below(files), below(3), below(3), text(), text()});
  }
  for (std::uint32_t i = below(4); i > 0; --i) {
    facts.problems.push_back({below(2) == 0 ? kNone : below(files), below(3), text(), ProblemKind::error});
    FunctionFact function{.symbol = symbol_id("s" + std::to_string(below(2))), .file = below(files), .line = below(2)};
    function.from_instantiation = 1;
    function.first_call = static_cast<std::uint32_t>(facts.calls.size());
    function.call_count = below(3);
    for (std::uint32_t k = 0; k < function.call_count; ++k) {
      const auto first = static_cast<std::uint32_t>(facts.arguments.size());
      const std::uint32_t count = below(2);
      for (std::uint32_t a = 0; a < count; ++a) {
        facts.arguments.push_back({.place = {}, .literal = text(), .literal_kind = LiteralKind::string});
      }
      facts.calls.push_back({id(), {}, below(files), 1, first, count, 0});
    }
    facts.functions.push_back(function);
  }
  return facts;
}

}  // namespace

TEST_CASE("a line of program text is a reference between two declared symbols") {
  const Program program = program_from_text(
      "ui/window.cc -> core/log.h [call ui::Window::open -> core::log] :7\n"
      "core/log.cc -> core/log.h\n"
      "core/log.cc -> <vector> :3  # a comment\n");
  REQUIRE(program.references().size() == 1);
  const Reference& call = program.references()[0];
  CHECK(program.symbols()[call.from].name == "ui::Window::open");
  CHECK(program.symbols()[call.to].name == "core::log");
  CHECK(program.files()[program.file_of(call.to)].path == "core/log.h");
  CHECK(program.files()[program.file_of(call.from)].path == "ui/window.cc");
  CHECK(program.files()[call.file].path == "ui/window.cc");
  CHECK(call.line == 7);
  CHECK(call.kind() == ReferenceKind::call);
  CHECK(program.includes().size() == 2);
  CHECK(program.files()[program.find_file("vector")].origin == Origin::system);
  CHECK(program.units() == 2);
}

TEST_CASE("program text that cannot be read is refused with its line") {
  CHECK_THROWS_WITH(program_from_text("a.h -> b.h\na.h > b.h\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(program_from_text("a.h -> b.h [calls f -> g]\n"), Catch::Contains("no such kind"));
  CHECK_THROWS_WITH(program_from_text("a.h -> b.h [call f -> g]\na.h -> c.h [call f -> g]\n"),
                    Catch::Contains("g is declared in b.h and in c.h"));
}

TEST_CASE("any order of TUs, each of them any number of times, gives the same program") {
  std::mt19937 random(20240607);
  for (int round = 0; round < 60; ++round) {
    std::vector<TuFacts> units;
    for (int i = 0; i < 6; ++i) units.push_back(random_unit(random));
    const Program expected = merge(units);
    for (int shuffle = 0; shuffle < 4; ++shuffle) {
      std::shuffle(units.begin(), units.end(), random);
      const std::string got = json(merge(units));
      if (got != json(expected)) FAIL("round " << round << " differs:\n" << got << "\nexpected:\n" << json(expected));
    }
    units.insert(units.end(), units.begin(), units.begin() + 4);
    const Program repeated = merge(units);
    CHECK(content(repeated) == content(expected));
    CHECK(repeated.units() == expected.units() + 4);
  }
}

TEST_CASE("whatever the facts contradict each other in, the merged lists are sorted and their indexes lead somewhere") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<TuFacts> units;
    for (int i = 0; i < 4; ++i) units.push_back(random_unit(random));
    const Program program = merge(units);
    const auto by_place = [](const Reference& r) {
      return std::tuple(r.file, std::uint32_t{r.line}, r.kind(), r.to, r.from, std::uint32_t{r.flags});
    };
    const auto references = program.references();
    CHECK(std::adjacent_find(references.begin(), references.end(), [&](auto& left, auto& right) {
            return by_place(left) >= by_place(right);
          }) == references.end());
    std::size_t in_files = 0;
    for (FileIndex file = 0; file < program.files().size(); ++file) {
      for (const Reference& reference : program.references_in(file)) in_files += reference.file == file;
    }
    CHECK(in_files == references.size());
    for (const Symbol& one : program.symbols()) {
      std::size_t steps = 0;
      for (SymbolIndex at = one.parent; at != kNone; at = program.symbols()[at].parent) {
        if (++steps > program.symbols().size()) FAIL("the parents of " << one.name << " form a circle");
      }
      CHECK(program.find_symbol(one.id) == static_cast<SymbolIndex>(&one - program.symbols().data()));
    }
    CHECK(std::is_sorted(program.bodies().texts.begin(), program.bodies().texts.end()));
  }
}

TEST_CASE("damaged facts that pass the checks merge without harm") {
  const std::string bytes = encode_facts(sample_facts());
  std::size_t merged = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x01);
    const std::optional<TuFacts> facts = decode_facts(damaged);
    if (!facts.has_value()) continue;
    ++merged;
    CHECK_FALSE(json(merge({*facts, sample_facts()})).empty());
  }
  CHECK(merged > 0);
}

TEST_CASE("files are numbered by path, project before system, and know whether they are the main file of a TU") {
  TuFacts first, second;
  add_file(first, "z.cc");
  add_file(first, "a", Origin::system);
  add_file(first, "m.h");
  first.files[2].lines = 7;
  add_file(second, "b.cc");
  add_file(second, "m.h");
  const Program program = merge({first, second});
  std::vector<std::string_view> paths;
  for (const File& file : program.files()) paths.push_back(file.path);
  CHECK(paths == std::vector<std::string_view>{"b.cc", "m.h", "z.cc", "a"});
  CHECK(program.files()[0].is_source);
  CHECK_FALSE(program.files()[1].is_source);
  CHECK(program.files()[1].lines == 50);
  CHECK(program.find_file("a") == 3);
  CHECK(program.find_file("m.h") == 1);
  CHECK(program.find_file("n.h") == kNone);
  CHECK(program.find_file("") == kNone);
}

TEST_CASE("a project file is found before a system file of the same name") {
  TuFacts facts;
  add_file(facts, "main.cc");
  add_file(facts, "version", Origin::system);
  add_file(facts, "version");
  const Program program = merge({facts});
  REQUIRE(program.files().size() == 3);
  CHECK(program.files()[program.find_file("version")].origin == Origin::project);
}

TEST_CASE("what TUs know of a symbol is united, and the TU that defines it is believed") {
  TuFacts user, definer;
  add_file(user, "user.cc");
  add_file(definer, "shape.h");
  SymbolFact& seen = add_symbol(user, "Shape", SymbolKind::class_);
  seen.flags = kTemplate;
  seen.linkage = Linkage::external;
  seen.signature = text_index(user, "a longer text than the definer's");
  SymbolFact& known = add_symbol(definer, "Shape", SymbolKind::struct_);
  known.flags = kAbstract;
  known.signature = text_index(definer, "text");
  definer.declarations = {{symbol_id("Shape"), 0, 3, 9, 1}};
  const Program program = merge({user, definer});
  const Symbol& shape = symbol(program, "Shape");
  CHECK(shape.kind == SymbolKind::struct_);
  CHECK(shape.flags == (kTemplate | kAbstract));
  CHECK(shape.signature == "text");
  CHECK(shape.linkage == Linkage::external);  // the definer does not say
  CHECK(shape.end_line == 9);
}

TEST_CASE("a symbol that is only referred to is there, without name and place") {
  TuFacts facts;
  add_file(facts, "a.cc");
  facts.references = {{0, 42, 0, 1, ReferenceKind::call, 0}};
  const Program program = merge({facts});
  REQUIRE(program.symbols().size() == 1);
  CHECK(program.symbols()[0].id == 42);
  CHECK(program.symbols()[0].name.empty());
  CHECK(program.file_of(0) == kNone);
  CHECK(program.references()[0].from == kNone);
}

TEST_CASE("references seen by several TUs are kept once; those that differ in anything are kept apart") {
  TuFacts facts;
  add_file(facts, "a.cc");
  const ReferenceFact call{1, 2, 0, 9, ReferenceKind::call, 0};
  ReferenceFact implicit = call, elsewhere = call, other = call;
  implicit.flags = kImplicitReference;
  elsewhere.line = 1u << 30;
  other.kind = ReferenceKind::read;
  facts.references = {call, implicit, call, elsewhere, other};
  const Program program = merge({facts, facts});
  REQUIRE(program.references().size() == 4);
  CHECK(program.references()[3].line == (1u << 24) - 1);  // as far as lines are counted
}

TEST_CASE("units are counted; those with problems are degraded, those without anything else are lost") {
  TuFacts good, degraded, empty, crashed;
  add_file(good, "good.cc");
  degraded = sample_facts();
  add_file(empty, "empty.cc");
  empty.problems = {{0, 1, text_index(empty, "'x.h' file not found"), ProblemKind::fatal}};
  crashed = sample_facts();
  crashed.problems.push_back({kNone, 0, 0, ProblemKind::crash});
  const Program program = merge({good, degraded, empty, crashed});
  CHECK(program.units() == 4);
  CHECK(program.degraded_units() == 3);
  CHECK(program.lost_units() == 2);
}

TEST_CASE("a problem that several TUs met is reported once, for the first of them") {
  const auto unit = [](std::string_view source) {
    TuFacts facts;
    add_file(facts, source);
    const FileIndex header = add_file(facts, "bad.h");
    facts.problems = {{header, 4, text_index(facts, "expected ';'"), ProblemKind::error}};
    return facts;
  };
  const Program program = merge({unit("z.cc"), unit("b.cc"), unit("c.cc")});
  REQUIRE(program.problems().size() == 1);
  const Problem& problem = program.problems()[0];
  CHECK(program.files()[problem.source].path == "b.cc");
  CHECK(program.files()[problem.where.file].path == "bad.h");
  CHECK(problem.message == "expected ';'");
}

TEST_CASE("a body met in several TUs is kept once, with its calls and their arguments") {
  TuFacts other = sample_facts();
  other.texts.insert(other.texts.begin() + 1, "shifts every text");
  const auto shift = [](TextIndex& text) { text += text > 0; };
  fields::for_each_list(other, [&](auto& list) {
    for (auto& fact : list) fields::for_each_text(fact, shift);
  });
  REQUIRE(are_sound(other));

  const Program program = merge({sample_facts(), other});
  const Bodies& bodies = program.bodies();
  REQUIRE(bodies.functions.size() == 2);
  CHECK(bodies.calls.size() == 2);
  CHECK(bodies.captures.size() == 1);
  const auto add = std::find_if(bodies.functions.begin(), bodies.functions.end(),
                                [](auto& f) { return f.symbol == symbol_id("app::Counter::add"); });
  REQUIRE(add != bodies.functions.end());
  REQUIRE(add->call_count == 2);
  const CallFact& log = bodies.calls[add->first_call];
  CHECK(log.callee == symbol_id("core::log"));
  CHECK(program.files()[log.file].path == "src/counter.cc");
  REQUIRE(log.argument_count == 2);
  CHECK(bodies.texts[bodies.arguments[log.first_argument].literal] == "total");
  CHECK(bodies.texts[bodies.writes[add->first_write].place.path] == "total_");
  CHECK(bodies.calls[add->first_call + 1].object.index == 0);  // relative to the function: moves with it
}

TEST_CASE("of copied libraries the declarations are taken in, and no bodies") {
  const Program program = merge({sample_facts()}, {{"src/counter.*", {}}});
  CHECK(program.bodies().functions.empty());
  CHECK(program.symbols().size() == merge({sample_facts()}).symbols().size());
  CHECK(program.references().size() == merge({sample_facts()}).references().size());
  for (const File& file : program.files()) {
    INFO(file.path);
    CHECK(file.is_third_party == file.path.starts_with("src/counter."));
  }
}

TEST_CASE("copied libraries are known by the names of folders and files") {
  const auto is_copy = [](std::string_view path) {
    const std::vector<PathPattern> patterns = usual_third_party();
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const PathPattern& pattern) { return matches_path(pattern.text, path); });
  };
  for (const char* path : {"third_party/sqlite/shell.c", "src/vendor/x.h", "3rd_party/a.h", "httplib.h", "src/json.hpp",
                           "lib/sqlite3.c", "include/nlohmann/json_fwd.hpp"}) {
    INFO(path);
    CHECK(is_copy(path));
  }
  for (const char* path : {"src/vendors.cpp", "vendor.cpp", "src/my_httplib.h", "deps.h", "src/json.h", ""}) {
    INFO(path);
    CHECK_FALSE(is_copy(path));
  }
}

TEST_CASE("instantiations of one template that do different things are all kept") {
  TuFacts facts;
  add_file(facts, "a.cc");
  FunctionFact body{.symbol = 5, .line = 3, .from_instantiation = 1};
  body.call_count = 1;
  for (const SymbolId callee : {SymbolId{8}, SymbolId{7}, SymbolId{8}}) {
    body.first_call = static_cast<std::uint32_t>(facts.calls.size());
    facts.calls.push_back({.callee = callee, .object = {}, .line = 4});
    facts.functions.push_back(body);
  }
  const Program program = merge({facts});
  const Bodies& bodies = program.bodies();
  REQUIRE(bodies.functions.size() == 2);
  CHECK(bodies.calls[bodies.functions[0].first_call].callee == 7);
  CHECK(bodies.calls[bodies.functions[1].first_call].callee == 8);
}

TEST_CASE("parents that lead round in a cycle are cut, others are kept") {
  TuFacts facts;
  add_file(facts, "a.cc");
  const auto add = [&](std::string_view name, std::string_view parent) {
    add_symbol(facts, name, SymbolKind::class_).parent = symbol_id(parent);
  };
  add("a", "b");
  add("b", "c");
  add("c", "a");
  add("self", "self");
  add("leaf", "a");
  add("lost", "nowhere");
  const Program program = merge({facts});
  for (const char* name : {"a", "b", "c", "self", "lost"}) CHECK(symbol(program, name).parent == kNone);
  CHECK(symbol(program, "leaf").parent == program.find_symbol(symbol_id("a")));
}

TEST_CASE("nothing merged is an empty program") {
  const Program program = merge({});
  CHECK(program.files().empty());
  CHECK(program.symbols().empty());
  CHECK(program.find_file("a") == kNone);
  CHECK(program.find_symbol(1) == kNone);
  CHECK(program.bodies().texts == std::vector<std::string_view>{""});
}

TEST_CASE("texts stay valid when a program moves") {
  Program program = merge({sample_facts()});
  const std::string before = json(program);
  const Program moved = std::move(program);
  CHECK(json(moved) == before);
}
