// Whose dependency it is what a template or macro does with what its users pass.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/model/program_builder.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// app/main.cc instantiates a template of base/make.h, which includes base/parts.h, which includes base/blank.h.
struct InstantiatingUnit {
  TuFacts facts;
  FileIndex main = add_file(facts, "app/main.cc");
  FileIndex make = add_file(facts, "base/make.h");
  FileIndex parts = add_file(facts, "base/parts.h");
  FileIndex blank = add_file(facts, "base/blank.h");

  InstantiatingUnit() {
    add_symbol(facts, "make", SymbolKind::function);
    add_symbol(facts, "EXPECT", SymbolKind::macro);
    include(main, make);
    include(make, parts);
    include(parts, blank);
  }

  void include(FileIndex from, FileIndex to) { facts.includes.push_back({from, to, 1, 0, 0, 0, ImportKind::none}); }

  // `make` constructs `what`, which is declared in `file`, at line 2 of base/make.h.
  void construct(std::string_view what, FileIndex file, std::uint8_t flags) {
    add_symbol(facts, what, SymbolKind::class_);
    facts.declarations.push_back({symbol_id(what), file, 3, 4, 1});
    facts.references.push_back({symbol_id("make"), symbol_id(what), make, 2, ReferenceKind::construct, flags});
  }

  std::size_t references() const {
    ProgramBuilder builder;
    builder.add(facts);
    return std::move(builder).build().references().size();
  }
};

}  // namespace

TEST_CASE(
    "what an instantiation shows of a type that the template's file does not include is not a dependency of the "
    "template") {
  InstantiatingUnit unit;
  unit.construct("Window", unit.main, kFromInstantiation);
  CHECK(unit.references() == 0);
}

TEST_CASE("what an instantiation shows of a type that the template's file includes, directly or not, is one") {
  InstantiatingUnit unit;
  unit.construct("Part", unit.parts, kFromInstantiation);
  unit.construct("Blank", unit.blank, kFromInstantiation);
  unit.construct("Maker", unit.make, kFromInstantiation);
  CHECK(unit.references() == 3);
}

TEST_CASE("what a template says itself is a dependency, whoever included the file before") {
  InstantiatingUnit unit;
  unit.construct("Window", unit.main, 0);
  CHECK(unit.references() == 1);
}

TEST_CASE("a member that a macro's user passes is not a dependency of the macro; a name written in the macro is one") {
  InstantiatingUnit unit;
  const auto refer = [&](std::string_view what, SymbolKind kind, std::uint8_t flags) {
    add_symbol(unit.facts, what, kind);
    unit.facts.declarations.push_back({symbol_id(what), unit.main, 3, 4, 1});
    unit.facts.references.push_back({symbol_id("EXPECT"), symbol_id(what), unit.make, 2, ReferenceKind::call, flags});
  };
  refer("Window::operator bool", SymbolKind::conversion, 0);
  refer("open", SymbolKind::function, kImplicitReference);
  CHECK(unit.references() == 0);
  refer("log::write", SymbolKind::function, 0);
  CHECK(unit.references() == 1);
}

TEST_CASE("includes in a cycle end") {
  InstantiatingUnit unit;
  unit.include(unit.blank, unit.make);
  unit.construct("Window", unit.main, kFromInstantiation);
  CHECK(unit.references() == 0);
}
