// What several programs call by the same name is each one's own.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/model/program_builder.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// A source with one header, which it includes.
struct Unit {
  TuFacts facts;
  FileIndex source, header;

  Unit(std::string_view source_path, std::string_view header_path)
      : source(add_file(facts, source_path)), header(add_file(facts, header_path)) {
    facts.includes.push_back({source, header, 1, 0, 0, 0, ImportKind::none});
  }

  void declare(std::string_view name, SymbolKind kind, FileIndex file, bool is_definition = true) {
    add_symbol(facts, name, kind);
    facts.declarations.push_back({symbol_id(name), file, 3, 4, is_definition});
  }
  void refer(std::string_view name, FileIndex from) {
    facts.references.push_back({0, symbol_id(name), from, 9, ReferenceKind::call, 0});
  }
};

// Where the references to `name` in the file at `from` lead.
std::string target(const std::vector<TuFacts>& units, std::string_view from, std::string_view name) {
  ProgramBuilder builder;
  for (const TuFacts& facts : units) builder.add(facts);
  const Program program = std::move(builder).build();
  for (const Reference& reference : program.references_in(program.find_file(from))) {
    if (program.symbols()[reference.to].name != name) continue;
    return std::string(program.files()[program.target_of(reference)].path);
  }
  return "no reference";
}

}  // namespace

TEST_CASE("a function that two sources define is each one's own") {
  Unit orders("orders/main.cc", "orders/o.h"), stock("stock/main.cc", "stock/s.h");
  for (Unit* unit : {&orders, &stock}) {
    unit->declare("stop", SymbolKind::function, unit->source);
    unit->refer("stop", unit->source);
  }
  CHECK(target({orders.facts, stock.facts}, "stock/main.cc", "stop") == "stock/main.cc");
  CHECK(target({orders.facts, stock.facts}, "orders/main.cc", "stop") == "orders/main.cc");
}

TEST_CASE("a class that two headers define, and its members, are those of the header that a file includes") {
  Unit orders("orders/main.cc", "orders/job.h"), stock("stock/main.cc", "stock/job.h");
  for (Unit* unit : {&orders, &stock}) {
    unit->declare("Job", SymbolKind::struct_, unit->header);
    unit->declare("Job::run", SymbolKind::method, unit->header);
    for (SymbolFact& fact : unit->facts.symbols) {
      if (fact.id == symbol_id("Job::run")) fact.parent = symbol_id("Job");
    }
    unit->refer("Job", unit->source);
    unit->refer("Job::run", unit->source);
  }
  for (const char* name : {"Job", "Job::run"}) {
    CHECK(target({orders.facts, stock.facts}, "stock/main.cc", name) == "stock/job.h");
    CHECK(target({orders.facts, stock.facts}, "orders/main.cc", name) == "orders/job.h");
  }
}

TEST_CASE("what a header declares for others is the header's, however many define it") {
  Unit cash("plugins/cash.cc", "plugin.h"), card("plugins/card.cc", "plugin.h");
  for (Unit* unit : {&cash, &card}) {
    unit->declare("create", SymbolKind::function, unit->header, false);
    unit->declare("create", SymbolKind::function, unit->source);
    unit->refer("create", unit->source);
  }
  CHECK(target({cash.facts, card.facts}, "plugins/card.cc", "create") == "plugin.h");
}

TEST_CASE("a file that includes none of the definitions means the first") {
  Unit orders("orders/main.cc", "orders/o.h"), stock("stock/main.cc", "stock/s.h"), other("tool/main.cc", "tool/t.h");
  orders.declare("stop", SymbolKind::function, orders.source);
  stock.declare("stop", SymbolKind::function, stock.source);
  other.declare("stop", SymbolKind::function, other.source, false);
  other.refer("stop", other.source);
  CHECK(target({orders.facts, stock.facts, other.facts}, "tool/main.cc", "stop") == "orders/main.cc");
}
