// Where a symbol is declared for others, among several declarations.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/model/program_builder.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Place {
  const char* path;  // "<…>" is a system file; .cc files are main files of TUs
  std::uint32_t line = 1;
  bool is_definition = false;
};

// Declares `name` in all these places, within `parent` unless it is "".
void declare(std::vector<TuFacts>& units, const char* name, SymbolKind kind, const std::vector<Place>& places,
             const char* parent = "") {
  for (const Place& place : places) {
    TuFacts& facts = units.emplace_back();
    std::string path = place.path;
    if (!path.ends_with(".cc")) add_file(facts, "main.cc");
    const bool is_system = path.front() == '<';
    if (is_system) path = path.substr(1, path.size() - 2);
    const FileIndex file = add_file(facts, path, is_system ? Origin::system : Origin::project);
    SymbolFact& symbol = add_symbol(facts, name, kind);
    if (*parent != '\0') symbol.parent = symbol_id(parent);
    facts.declarations = {
        {symbol.id, file, place.line, place.line + 1, static_cast<std::uint8_t>(place.is_definition)}};
  }
}

std::string shown(const Program& program, Location where) {
  return where.known() ? std::string(program.files()[where.file].path) + ":" + std::to_string(where.line) : "unknown";
}

struct Placed {
  std::string declared, defined;
};

Placed placed(const std::vector<TuFacts>& units, const char* name) {
  ProgramBuilder builder;
  for (const TuFacts& unit : units) builder.add(unit);
  const Program program = std::move(builder).build();
  const Symbol& symbol = program.symbols()[program.find_symbol(symbol_id(name))];
  return {shown(program, symbol.declared), shown(program, symbol.defined)};
}

Placed placed(SymbolKind kind, const std::vector<Place>& places) {
  std::vector<TuFacts> units;
  declare(units, "it", kind, places);
  return placed(units, "it");
}

constexpr bool kDefinition = true;

}  // namespace

TEST_CASE("a class is where it is defined, not where it is declared forward") {
  const Placed it = placed(SymbolKind::class_, {{"a.h", 2}, {"shape.h", 5, kDefinition}, {"b.cc", 1}});
  CHECK(it.declared == "shape.h:5");
  CHECK(it.defined == "shape.h:5");
}

TEST_CASE("a class that is never defined is at its first declaration, or in the system file that declares it") {
  CHECK(placed(SymbolKind::struct_, {{"b.h", 2}, {"a.h", 9}, {"a.h", 3}}).declared == "a.h:3");
  CHECK(placed(SymbolKind::struct_, {{"b.h", 2}, {"a.h", 9}, {"a.h", 3}}).defined == "unknown");
  CHECK(placed(SymbolKind::class_, {{"a.h", 2}, {"<json.h>", 7}}).declared == "json.h:7");
}

TEST_CASE("a function is in the header that pairs with the source that defines it") {
  const Placed it =
      placed(SymbolKind::function, {{"a.h"}, {"core/log.h", 4}, {"src/log.cc", 8, kDefinition}, {"log.cc"}});
  CHECK(it.declared == "core/log.h:4");
  CHECK(it.defined == "src/log.cc:8");
}

TEST_CASE("a function without a paired header is in the first header that declares it") {
  CHECK(placed(SymbolKind::function, {{"b.h"}, {"a.hpp", 3}, {"impl.cc", 8, kDefinition}}).declared == "a.hpp:3");
  CHECK(placed(SymbolKind::variable, {{"b.inc", 2}, {"a.cc", 8, kDefinition}}).declared == "b.inc:2");
}

TEST_CASE("a function without any header is where it is defined, or first declared") {
  CHECK(placed(SymbolKind::function, {{"a.cc"}, {"b.cc", 2, kDefinition}}).declared == "b.cc:2");
  CHECK(placed(SymbolKind::function, {{"b.cc"}, {"a.cc", 2}}).declared == "a.cc:2");
}

TEST_CASE("an inline function is where it is declared in the file that defines it, not where a stranger repeats it") {
  CHECK(placed(SymbolKind::function, {{"a.h"}, {"z.h", 2}, {"z.h", 30, kDefinition}}).declared == "z.h:2");
}

TEST_CASE("a function defined in the -inl header is in the header without it") {
  CHECK(placed(SymbolKind::function, {{"list-inl.h", 9, kDefinition}, {"list.h", 3}, {"alist.h"}}).declared ==
        "list.h:3");
}

TEST_CASE("a member is where its class is defined") {
  std::vector<TuFacts> units;
  declare(units, "Shape", SymbolKind::class_, {{"zoo/shape.h", 2, kDefinition}, {"a.h", 1}});
  declare(units, "Shape::draw", SymbolKind::method, {{"zoo/shape.h", 5}, {"draw.h", 1, kDefinition}, {"a.h", 3}},
          "Shape");
  CHECK(placed(units, "Shape::draw").declared == "zoo/shape.h:5");
  CHECK(placed(units, "Shape::draw").defined == "draw.h:1");
}

TEST_CASE("what the project only repeats after a system file belongs to the system, what it defines itself does not") {
  CHECK(placed(SymbolKind::function, {{"a.h", 2}, {"<unistd.h>", 99}}).declared == "unistd.h:99");
  CHECK(placed(SymbolKind::function, {{"a.h", 2}, {"<new>", 99}, {"b.cc", 1, kDefinition}}).declared == "a.h:2");
}

TEST_CASE("of several definitions the first by path and line counts") {
  CHECK(placed(SymbolKind::function, {{"c.cc", 1, kDefinition}, {"b.cc", 9, kDefinition}, {"b.cc", 7, kDefinition}})
            .defined == "b.cc:7");
}

TEST_CASE("a source that others include is no header") {
  const Placed it = placed(SymbolKind::function, {{"api.h", 4}, {"all/one.c", 2, kDefinition}});
  CHECK(it.declared == "api.h:4");
  CHECK(it.defined == "all/one.c:2");
}
