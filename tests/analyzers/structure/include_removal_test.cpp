// An include that code needs without naming anything from it must stay.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/include_removal.h"

#include <catch2/catch.hpp>

#include "analyzers/model/program_builder.h"
#include "analyzers/structure/unused_includes.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Lines = std::vector<std::uint32_t>;

// a.cc includes b.h, which defines the class Thing.
struct Unit {
  TuFacts facts;
  FileIndex source = add_file(facts, "a.cc"), header = add_file(facts, "b.h");

  Unit() {
    facts.includes.push_back({source, header, 1, 0, 0, 0, ImportKind::none});
    declare("Thing", SymbolKind::class_, header);
  }

  SymbolId declare(std::string_view name, SymbolKind kind, FileIndex file, bool is_definition = true) {
    const SymbolId id = add_symbol(facts, name, kind).id;
    facts.declarations.push_back({id, file, 3, 4, is_definition});
    return id;
  }
  void refer(SymbolId from, SymbolId to, FileIndex file, ReferenceKind kind = ReferenceKind::type) {
    facts.references.push_back({from, to, file, 5, kind, 0});
  }

  // The lines of `path` with an include that may be removed.
  Lines removable(std::string_view path = "a.cc") const {
    ProgramBuilder builder;
    builder.add(facts);
    const Program program = std::move(builder).build();
    Lines lines;
    const FileIndex file = program.find_file(path);
    for (const std::uint32_t number : unused_includes(program, [&](const Include& i) { return i.from == file; })) {
      lines.push_back(program.includes()[number].line);
    }
    return lines;
  }
};

const Lines kNothing, kLine1{1};

}  // namespace

TEST_CASE("an include of which nothing is used can be removed") { CHECK(Unit().removable() == kLine1); }

TEST_CASE("a header with a specialization of somebody else's template is needed") {
  Unit unit;
  const FileIndex library = add_file(unit.facts, "functional", Origin::system);
  const SymbolId primary = unit.declare("std::hash", SymbolKind::class_, library);
  unit.facts.symbols.push_back(unit.facts.symbols.back());
  unit.facts.symbols.back().id = primary + 1;
  unit.facts.declarations.push_back({primary + 1, unit.header, 7, 8, true});
  unit.refer(primary + 1, primary, unit.header);
  CHECK(unit.removable() == kNothing);
}

TEST_CASE("a header with an overload for a neighbour's class is needed, one for its own class is not") {
  Unit unit;
  const FileIndex other = add_file(unit.facts, "c.h");
  const SymbolId neighbour = unit.declare("Other", SymbolKind::class_, other);
  const SymbolId function = unit.declare("to_json", SymbolKind::function, unit.header, false);
  unit.refer(function, neighbour, unit.header);
  CHECK(unit.removable() == kNothing);
  unit.refer(function, symbol_id("Thing"), unit.header);
  CHECK(unit.removable() == kLine1);
}

TEST_CASE("text to be inserted, and a header that only configures, are needed") {
  Unit unit;
  const FileIndex text = add_file(unit.facts, "ops.def");
  unit.facts.files[text].lines = 2;
  unit.facts.includes.push_back({unit.source, text, 2, 0, 0, 0, ImportKind::none});
  CHECK(unit.removable() == kLine1);
}

TEST_CASE("a file with the bodies of what its includer declares is needed") {
  Unit unit;
  const FileIndex box = add_file(unit.facts, "box.h");
  unit.facts.includes = {{unit.source, box, 1, 0, 0, 0, ImportKind::none},
                         {box, unit.header, 9, 0, 0, 0, ImportKind::none}};
  unit.declare("Box", SymbolKind::class_, box);
  const SymbolId get = unit.declare("Box::get", SymbolKind::method, box, false);
  unit.facts.symbols.back().parent = symbol_id("Box");
  CHECK(unit.removable("box.h") == Lines{9});
  unit.facts.declarations.push_back({get, unit.header, 9, 9, true});
  CHECK(unit.removable("box.h") == kNothing);
}

TEST_CASE("where a macro is defined that no code expands, its needs are not known") {
  Unit unit;
  const SymbolId macro = unit.declare("LOG_THING", SymbolKind::macro, unit.source);
  CHECK(unit.removable() == kNothing);
  unit.refer(0, macro, unit.source, ReferenceKind::macro);
  CHECK(unit.removable() == kLine1);
}

TEST_CASE("a header on whose include another file of the unit relies is needed") {
  Unit unit;
  const FileIndex table = add_file(unit.facts, "table.h");
  unit.facts.includes.push_back({unit.source, table, 2, 0, 0, 0, ImportKind::none});
  unit.refer(unit.declare("row", SymbolKind::function, table), symbol_id("Thing"), table);
  unit.refer(0, symbol_id("row"), unit.source, ReferenceKind::call);
  CHECK(unit.removable() == kNothing);
}
