// tight-coupling, low-cohesion and god-module, on programs with properties that the text form does not have.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/calls/call_graph.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

// One translation unit, symbol by symbol.
class Unit {
 public:
  FileIndex file(const std::string& path, std::uint32_t lines = 10) {
    facts_.files.push_back({text(path), 0, lines, Origin::project, 1});
    return static_cast<FileIndex>(facts_.files.size() - 1);
  }
  SymbolId symbol(const std::string& name, SymbolKind kind, FileIndex file, SymbolId parent = 0,
                  std::uint32_t flags = 0, Access access = Access::none) {
    SymbolFact fact;
    fact.id = ++last_;
    fact.parent = parent;
    fact.name = text(name);
    fact.kind = kind;
    fact.flags = flags;
    fact.access = access;
    fact.linkage = Linkage::external;
    facts_.symbols.push_back(fact);
    facts_.declarations.push_back(
        {last_, file, static_cast<std::uint32_t>(last_), static_cast<std::uint32_t>(last_), 1});
    return last_;
  }
  void refer(SymbolId from, ReferenceKind kind, SymbolId to, FileIndex file, std::uint32_t line = 1) {
    facts_.references.push_back({from, to, file, line, kind, 0});
  }
  void pass_true(SymbolId caller, SymbolId callee, FileIndex file, std::uint32_t line) {
    FunctionFact function{.symbol = caller, .file = file, .line = line, .end_line = line};
    function.call_count = 1;
    facts_.functions.push_back(function);
    CallFact call;
    call.callee = callee;
    call.file = file;
    call.line = line;
    call.argument_count = 1;
    facts_.calls.push_back(call);
    ArgumentFact argument;
    argument.literal_kind = LiteralKind::boolean;
    argument.literal = text("true");
    facts_.arguments.push_back(argument);
  }
  Program program() {
    ProgramBuilder builder;
    builder.add(facts_);
    return std::move(builder).build();
  }

 private:
  TextIndex text(const std::string& text) {
    facts_.texts.push_back(text);
    return static_cast<TextIndex>(facts_.texts.size() - 1);
  }
  TuFacts facts_;
  SymbolId last_ = 0;
};

// a::f uses `kind` of one symbol of module b with these properties.
Texts coupled(ReferenceKind reference, SymbolKind kind, std::uint32_t flags, Access access, bool passes_true = false,
              const std::string& least = "2") {
  Unit unit;
  const FileIndex a = unit.file("a/a.cc"), b = unit.file("b/b.h");
  const SymbolId user = unit.symbol("a::A", SymbolKind::class_, a);
  const SymbolId f = unit.symbol("a::A::f", SymbolKind::method, a, user);
  const SymbolId owner = unit.symbol("b::B", SymbolKind::class_, b);
  const SymbolId target = unit.symbol("b::x", kind, b, access == Access::none ? 0 : owner, flags, access);
  unit.refer(f, reference, target, a, 5);
  if (passes_true) unit.pass_true(f, target, a, 5);
  return summaries(findings("tight-coupling", unit.program(), {entry({{"min_strength", {least}}})}));
}

}  // namespace

TEST_CASE("a private member used from another module is content coupling", "[tight-coupling]") {
  CHECK(coupled(ReferenceKind::read, SymbolKind::field, 0, Access::private_) == Texts{"a -> b (content) at a/a.cc:5"});
  CHECK(coupled(ReferenceKind::read, SymbolKind::field, 0, Access::public_).empty());
  CHECK(coupled(ReferenceKind::friend_, SymbolKind::class_, 0, Access::none) == Texts{"a -> b (content) at a/a.cc:5"});
}

TEST_CASE("a mutable global is common coupling; constants, mutexes and thread_local are not", "[tight-coupling]") {
  const auto global = [](std::uint32_t flags) {
    return coupled(ReferenceKind::write, SymbolKind::variable, flags, Access::none);
  };
  CHECK(global(kStaticStorage) == Texts{"a -> b (common) at a/a.cc:5"});
  CHECK(global(kStaticStorage | kConst).empty());
  CHECK(global(kStaticStorage | kMutexType).empty());
  CHECK(global(kStaticStorage | kThreadLocal).empty());
}

TEST_CASE("base classes and flags are weaker kinds", "[tight-coupling]") {
  CHECK(coupled(ReferenceKind::inherit, SymbolKind::class_, 0, Access::none, false, "3") ==
        Texts{"a -> b (inheritance) at a/a.cc:5"});
  CHECK(coupled(ReferenceKind::inherit, SymbolKind::class_, 0, Access::none, false, "4").empty());
  CHECK(coupled(ReferenceKind::call, SymbolKind::function, 0, Access::none, true) ==
        Texts{"a -> b (control) at a/a.cc:5"});
  CHECK(coupled(ReferenceKind::call, SymbolKind::function, 0, Access::none, false).empty());
}

TEST_CASE("strength is the level and the number of symbols, with the direction", "[tight-coupling]") {
  const std::vector<Finding> all = findings("tight-coupling",
                                            "a/a.cc -> b/b.h [inherit a::D -> b::Base] :3\n"
                                            "a/a.cc -> b/b.h [call a::f -> b::g] :4\n"
                                            "b/b.cc -> a/a.h [call b::h -> a::k] :5\n",
                                            {entry({{"min_strength", {"3"}}})});
  REQUIRE(all.size() == 1);
  CHECK(all[0].message ==
        "`a` is coupled to `b` by inheritance, and back: strength 3.67, symbols: 1 inheritance, 1 data");
}

TEST_CASE("coupling is that of the references that the filters let pass", "[tight-coupling]") {
  constexpr std::string_view kText =
      "a/a.cc -> b/b.h [inherit a::D -> b::Base] :3\n"
      "a/a.cc -> b/b.h [call a::f -> b::g] :4\n";
  const auto found = [&](const std::string& option, const std::string& value) {
    return summaries(findings("tight-coupling", kText, {entry({{"min_strength", {"1"}}, {option, {value}}})}));
  };
  CHECK(found("kinds", "inherit") == Texts{"a -> b (inheritance) at a/a.cc:3"});
  CHECK(found("kinds", "call") == Texts{"a -> b (data) at a/a.cc:4"});
  CHECK(found("symbols", "b::g") == Texts{"a -> b (data) at a/a.cc:4"});
  CHECK(found("to_files", "c/**").empty());
}

TEST_CASE("groups of methods that share nothing are found, small groups do not count", "[low-cohesion]") {
  const auto found = [](bool call_between, const std::string& least, const std::string& filter = "",
                        const std::string& pattern = "") {
    Unit unit;
    const FileIndex a = unit.file("a/a.cc");
    const SymbolId owner = unit.symbol("a::Session", SymbolKind::class_, a);
    std::vector<SymbolId> methods;
    for (int i = 0; i < 4; ++i) {
      methods.push_back(unit.symbol("a::Session::m" + std::to_string(i), SymbolKind::method, a, owner));
    }
    const SymbolId seen = unit.symbol("a::Session::seen", SymbolKind::field, a, owner);
    const SymbolId theme = unit.symbol("a::Session::theme", SymbolKind::field, a, owner);
    unit.symbol("a::Session::idle", SymbolKind::method, a, owner);  // uses no member
    for (int i = 0; i < 4; ++i) {
      unit.refer(methods[static_cast<std::size_t>(i)], ReferenceKind::read, i < 2 ? seen : theme, a);
    }
    if (call_between) unit.refer(methods[0], ReferenceKind::call, methods[3], a);
    std::vector<std::pair<std::string, Texts>> options{{"min_group", {least}}};
    if (!filter.empty()) options.push_back({filter, {pattern}});
    return findings("low-cohesion", unit.program(), {entry(options)});
  };
  const std::vector<Finding> all = found(false, "2");
  CHECK(summaries(all) == Texts{"a::Session at a/a.cc:1"});
  CHECK(
      all[0].message ==
      "`a::Session` has 2 groups of methods that share no field and do not call each other (LCOM4 is 2, of 4 methods)");
  CHECK(all[0].trail[0].text == "2 methods on their own: `m0` and `m1`");
  CHECK(found(true, "2").empty());
  CHECK(found(false, "3").empty());
  CHECK(found(false, "2", "files", "a/**").size() == 1);
  CHECK(found(false, "2", "files", "b/**").empty());
  CHECK(found(false, "2", "symbols", "**Session").size() == 1);
  CHECK(found(false, "2", "symbols", "a::Other").empty());
}

TEST_CASE("a module is too large by lines and classes together", "[god-module]") {
  const auto found = [](std::uint32_t lines, int classes, bool has_other) {
    Unit unit;
    const FileIndex a = unit.file("a/a.cc", lines);
    if (has_other) unit.file("b/b.cc", 100);
    for (int i = 0; i < classes; ++i) unit.symbol("a::C" + std::to_string(i), SymbolKind::class_, a);
    return summaries(findings("god-module", unit.program(), {entry({})}));
  };
  CHECK(found(27001, 31, true) == Texts{"a at a/a.cc"});
  CHECK(found(27000, 31, true).empty());
  CHECK(found(27001, 30, true).empty());
  CHECK(found(27001, 31, false).empty());
}
