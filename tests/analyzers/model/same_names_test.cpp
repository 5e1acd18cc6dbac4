// What several programs call by the same name is each one's own.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
    return std::string(program.files()[program.file_of(reference.to)].path);
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

TEST_CASE("a function that the headers of two programs declare is each one's own") {
  Unit orders("orders/main.cc", "orders/log.h"), stock("stock/main.cc", "stock/log.h");
  Unit orders_log("orders/log.cc", "orders/log.h"), stock_log("stock/log.cc", "stock/log.h");
  for (Unit* unit : {&orders, &stock, &orders_log, &stock_log}) {
    unit->declare("log", SymbolKind::function, unit->header, false);
  }
  for (Unit* unit : {&orders_log, &stock_log}) unit->declare("log", SymbolKind::function, unit->source);
  for (Unit* unit : {&orders, &stock}) unit->refer("log", unit->source);
  const std::vector<TuFacts> units{orders.facts, stock.facts, orders_log.facts, stock_log.facts};
  CHECK(target(units, "orders/main.cc", "log") == "orders/log.h");
  CHECK(target(units, "stock/main.cc", "log") == "stock/log.h");
}

TEST_CASE("a unit that declares a function by hand means the definition that is nearest to it") {
  Unit orders("orders/main.cc", "orders/o.h"), stock("stock/main.cc", "stock/s.h");
  Unit part("stock/parts/list.cc", "stock/parts/l.h"), other("tool/main.cc", "tool/t.h");
  for (Unit* unit : {&orders, &stock}) unit->declare("stop", SymbolKind::function, unit->source);
  for (Unit* unit : {&part, &other}) {
    unit->declare("stop", SymbolKind::function, unit->source, false);
    unit->refer("stop", unit->source);
  }
  const std::vector<TuFacts> units{orders.facts, stock.facts, part.facts, other.facts};
  CHECK(target(units, "stock/parts/list.cc", "stop") == "stock/main.cc");
  // Two are equally near: it is not known which of them is linked.
  CHECK(target(units, "tool/main.cc", "stop") == "tool/main.cc");
}

TEST_CASE("a source that is compiled with two headers of one name means both of them") {
  Unit product("app/use.cc", "real/store.h"), test("app/use.cc", "fake/store.h");
  for (Unit* unit : {&product, &test}) {
    unit->declare("Store", SymbolKind::struct_, unit->header);
    unit->refer("Store", unit->source);
  }
  ProgramBuilder builder;
  builder.add(test.facts);
  builder.add(product.facts);
  const Program program = std::move(builder).build();
  std::vector<std::string> targets;
  for (const Reference& reference : program.references_in(program.find_file("app/use.cc"))) {
    targets.emplace_back(program.files()[program.file_of(reference.to)].path);
  }
  std::sort(targets.begin(), targets.end());
  CHECK(targets == std::vector<std::string>{"fake/store.h", "real/store.h"});
}

TEST_CASE("the bodies of two functions of one name are kept apart, with what they call") {
  Unit orders("orders/main.cc", "orders/o.h"), stock("stock/main.cc", "stock/s.h");
  for (Unit* unit : {&orders, &stock}) {
    unit->declare("usage", SymbolKind::function, unit->source);
    unit->declare("main_part", SymbolKind::function, unit->source);
    unit->facts.calls.push_back({.callee = symbol_id("usage"), .object = {}, .file = unit->source, .line = 9});
    unit->facts.functions.push_back(
        {.symbol = symbol_id("main_part"), .file = unit->source, .line = 8, .end_line = 9, .call_count = 1});
  }
  ProgramBuilder builder;
  builder.add(orders.facts);
  builder.add(stock.facts);
  const Program program = std::move(builder).build();
  REQUIRE(program.bodies().functions.size() == 2);
  for (const FunctionFact& body : program.bodies().functions) {
    const Symbol* const callee = program.symbol(program.bodies().calls_of(body)[0].callee);
    REQUIRE(callee != nullptr);
    CHECK(callee->declared.file == body.file);
    CHECK(program.symbol(body.symbol)->declared.file == body.file);
  }
}

TEST_CASE("class templates and concepts of two programs are each one's own") {
  for (const SymbolKind kind : {SymbolKind::class_, SymbolKind::concept_, SymbolKind::function}) {
    Unit orders("orders/main.cc", "orders/pool.h"), stock("stock/main.cc", "stock/pool.h");
    for (Unit* unit : {&orders, &stock}) {
      unit->declare("Pool", kind, unit->header);
      unit->facts.symbols.back().flags |= kTemplate;
      unit->refer("Pool", unit->source);
    }
    CHECK(target({orders.facts, stock.facts}, "stock/main.cc", "Pool") == "stock/pool.h");
    CHECK(target({orders.facts, stock.facts}, "orders/main.cc", "Pool") == "orders/pool.h");
  }
}

TEST_CASE("a header that only names a class means none of those that its readers define") {
  Unit orders("orders/main.cc", "base/run.h"), stock("stock/main.cc", "base/run.h"), base("base/run.cc", "base/run.h");
  for (Unit* unit : {&orders, &stock, &base}) unit->declare("Context", SymbolKind::struct_, unit->header, false);
  for (Unit* unit : {&orders, &stock}) {
    unit->declare("Context", SymbolKind::struct_, unit->source);
    unit->refer("Context", unit->source);
  }
  orders.refer("Context", orders.header);
  base.refer("Context", base.source);
  const std::vector units{orders.facts, stock.facts, base.facts};
  CHECK(target(units, "base/run.h", "Context") == "base/run.h");
  CHECK(target(units, "base/run.cc", "Context") == "base/run.h");
  CHECK(target(units, "stock/main.cc", "Context") == "stock/main.cc");
}

TEST_CASE("neither another program nor test code has the nearest definition of what a product declares by hand") {
  Unit user("app/a.cc", "app/a.h"), program("app/b.cc", "app/b.h"), fake("app/tests/fake.cc", "app/tests/f.h"),
      library("lib/parse.cc", "lib/l.h");
  user.declare("parse", SymbolKind::function, user.source, false);
  user.refer("parse", user.source);
  for (Unit* unit : {&fake, &library}) unit->declare("parse", SymbolKind::function, unit->source);
  CHECK(target({user.facts, fake.facts, library.facts}, "app/a.cc", "parse") == "lib/parse.cc");
  program.declare("parse", SymbolKind::function, program.source);
  for (Unit* unit : {&user, &program}) {
    SymbolFact& main = add_symbol(unit->facts, "main", SymbolKind::function);
    main.id += unit == &user ? 1 : 2;  // private to its source
    unit->facts.declarations.push_back({main.id, unit->source, 20, 22, true});
  }
  CHECK(target({user.facts, program.facts, library.facts}, "app/a.cc", "parse") == "lib/parse.cc");
}
