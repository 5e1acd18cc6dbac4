// unused-include and hidden-dependency: the include graph against the symbol graph.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/model/program_builder.h"
#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

Texts unused(std::string_view program, const std::vector<RuleEntry>& entries = {entry({})}) {
  return summaries(findings("unused-include", program, entries));
}

Texts hidden(std::string_view program, const std::vector<RuleEntry>& entries = {entry({})}) {
  return summaries(findings("hidden-dependency", program, entries));
}

}  // namespace

TEST_CASE("an include between modules through which nothing is used is found", "[unused-include]") {
  const std::vector<Finding> all = findings("unused-include",
                                            "a/a.cc -> b/b.h :3\n"
                                            "a/c.cc -> b/b.h :4\n",
                                            {entry({})});
  CHECK(summaries(all) == Texts{"a -> b at a/a.cc:3"});
  CHECK(all[0].message == "`a` includes `b` 2 times without using anything from it");
  CHECK(all[0].advice == "remove the directives, and the modules are independent");
  CHECK(all[0].trail.size() == 2);
  CHECK(all[0].severity == Severity::error);  // of the entry, not of the rule
}

TEST_CASE("a use of any kind makes the include used", "[unused-include]") {
  const std::string kind = GENERATE("call", "type", "inherit", "read", "macro", "template-argument", "friend", "throw");
  CHECK(unused("a/a.cc -> b/b.h :3\na/a.cc -> b/b.h [" + kind + " a::f -> b::thing] :9\n").empty());
}

TEST_CASE("a header that brings what is used is used itself", "[unused-include]") {
  CHECK(unused("a/a.cc -> b/all.h :3\n"
               "b/all.h -> c/c.h :1\n"
               "a/a.cc -> c/c.h [call a::f -> c::thing] :9\n")
            .empty());
}

TEST_CASE("… unless the file includes what it uses as well", "[unused-include]") {
  CHECK(unused("a/a.cc -> b/all.h :3\n"
               "a/a.cc -> c/c.h :4\n"
               "b/all.h -> c/c.h :1\n"
               "a/a.cc -> c/c.h [call a::f -> c::thing] :9\n") == Texts{"a -> b at a/a.cc:3", "b -> c at b/all.h:1"});
}

TEST_CASE("a header on which another included file relies is used", "[unused-include]") {
  // table.inc has no include of its own.
  constexpr std::string_view kProgram =
      "a/a.cc -> b/b.h :3\n"
      "a/a.cc -> a/table.inc :4\n"
      "a/table.inc -> b/b.h [call a::row -> b::thing] :9\n";
  CHECK(unused(kProgram, {entry({{"level", {"file"}}})}).empty());
}

TEST_CASE("defining what a header declares is a use of it", "[unused-include]") {
  // a::f is the target of a call, so b/b.h declares it; the other line lets a/a.cc define it.
  CHECK(unused("a/a.cc -> b/b.h :3\n"
               "c/c.cc -> b/b.h [call c::g -> a::f] :5\n"
               "a/a.cc -> a/x.h [call a::f -> a::x] :6\n")
            .empty());
}

TEST_CASE("by module only edges count of which nothing is left, by file every directive", "[unused-include]") {
  constexpr std::string_view kProgram =
      "a/a.cc -> b/b.h :3\n"
      "a/a.cc -> b/b.h [call a::f -> b::thing] :9\n"
      "a/c.cc -> b/b.h :7\n";
  CHECK(unused(kProgram).empty());
  CHECK(unused(kProgram, {entry({{"level", {"file"}}})}) == Texts{"a -> b at a/c.cc:7"});
  CHECK_THROWS_AS(unused(kProgram, {entry({{"level", {"line"}}})}), UserError);
}

TEST_CASE("includes inside a module, of the system, and of ignored modules are left alone", "[unused-include]") {
  CHECK(unused("a/a.cc -> a/b.h :3\na/a.cc -> <vector> :4\n").empty());
  CHECK(unused("a/a.cc -> b/b.h :3\n", {entry({{"except", {"b"}}})}).empty());
  CHECK(unused("a/a.cc -> b/b.h :3\n", {entry({{"except", {"a"}}})}).empty());
}

TEST_CASE("a symbol of a module none of whose headers is included is hidden", "[hidden-dependency]") {
  const std::vector<Finding> all = findings("hidden-dependency",
                                            "a/a.cc -> b/b.h :3\n"
                                            "b/b.h -> c/c.h :4\n"
                                            "a/a.cc -> c/c.h [call a::f -> c::thing] :9\n"
                                            "a/a.cc -> c/c.h [type a::f -> c::Type] :8\n",
                                            {entry({})});
  CHECK(summaries(all) == Texts{"a -> c at a/a.cc:8"});
  CHECK(all[0].message == "`a` uses `c` (2 references) and includes no header of it there");
}

TEST_CASE("members come with their object, and ask for no header", "[hidden-dependency]") {
  CHECK(hidden("a/a.cc -> c/c.h [override a::A::name -> c::Base::name] :9\n").empty());
  CHECK(
      hidden(
          "a/a.cc -> c/c.h [override a::A::name -> c::Base::name] :9\na/a.cc -> c/c.h [macro a::f -> C_LIMIT] :4\n") ==
      Texts{"a -> c at a/a.cc:4"});
}

TEST_CASE("any include of the module makes it plain, by module", "[hidden-dependency]") {
  constexpr std::string_view kProgram =
      "a/a.cc -> c/other.h :3\n"
      "a/z.cc -> c/c.h [call a::f -> c::thing] :9\n";
  CHECK(hidden(kProgram).empty());
  CHECK(hidden(kProgram, {entry({{"level", {"file"}}})}) == Texts{"a -> c at a/z.cc:9"});
}

TEST_CASE("what the header of a component includes, its source may use", "[hidden-dependency]") {
  CHECK(hidden("a/a.h -> c/c.h :3\na/a.cc -> c/c.h [call a::f -> c::thing] :9\n", {entry({{"level", {"file"}}})})
            .empty());
  CHECK(hidden("a/b.h -> c/c.h :3\na/a.cc -> c/c.h [call a::f -> c::thing] :9\n", {entry({{"level", {"file"}}})}) ==
        Texts{"a -> c at a/a.cc:9"});
}

TEST_CASE("a public header and its source are one component, wherever they are", "[hidden-dependency]") {
  constexpr std::string_view kProgram =
      "include/x/cache.h -> c/c.h :3\nutil/cache.cc -> include/x/cache.h :1\n"
      "util/cache.cc -> c/c.h [call a::f -> c::thing] :9\n";
  CHECK(hidden(kProgram, {entry({{"level", {"file"}}})}).empty());
}

TEST_CASE("files that differ in their extension alone are one component without any source", "[hidden-dependency]") {
  constexpr std::string_view kProgram =
      "a/t.h -> c/c.h :3\na/t.h -> a/t.inl :9\na/t.inl -> c/c.h [call a::f -> c::thing] :9\na/m.cc -> a/t.h :1\n";
  CHECK(hidden(kProgram, {entry({{"level", {"file"}}})}).empty());
}

TEST_CASE("operators come with what they are applied to", "[hidden-dependency]") {
  CHECK(hidden("a/a.cc -> c/c.h [call a::f -> c::operator!=] :9\n").empty());
  CHECK(hidden("a/a.cc -> c/c.h [call a::f -> c::operators] :9\n").size() == 1);
  CHECK(hidden("a/a.cc -> c/c.h [call a::f -> c::operator_of] :9\n").size() == 1);
}

TEST_CASE("a symbol that the module declares for itself is not hidden", "[hidden-dependency]") {
  CHECK(
      hidden("a/a.cc -> c/c.h [forward-declare - -> c::Type] :2\na/a.cc -> c/c.h [type a::f -> c::Type] :8\n").empty());
  CHECK(hidden("a/a.cc -> c/c.h [forward-declare - -> c::Other] :2\na/a.cc -> c/c.h [type a::f -> c::Type] :8\n")
            .size() == 1);
}

TEST_CASE("what the compiler adds is not hidden: nobody wrote it there", "[hidden-dependency]") {
  const auto references = [](std::uint8_t flags) {
    TuFacts facts;
    facts.texts = {"", "a/a.cc", "c/c.h", "c::Type"};
    facts.files = {{1, 1, 9, Origin::project, 1}, {2, 2, 9, Origin::project, 1}};
    SymbolFact symbol;
    symbol.id = 7;
    symbol.name = 3;
    symbol.kind = SymbolKind::class_;
    facts.symbols = {symbol};
    facts.declarations = {{7, 1, 1, 1, 1}};
    facts.references = {{0, 7, 0, 4, ReferenceKind::construct, flags}};
    ProgramBuilder builder;
    builder.add(facts);
    return findings("hidden-dependency", std::move(builder).build(), {entry({})}).size();
  };
  CHECK(references(0) == 1);
  CHECK(references(kImplicitReference) == 0);
  CHECK(references(kFromInstantiation) == 0);
}

TEST_CASE("ignored modules hide nothing, and a level must exist", "[hidden-dependency]") {
  constexpr std::string_view kProgram = "a/a.cc -> c/c.h [call a::f -> c::thing] :9\n";
  CHECK(hidden(kProgram).size() == 1);
  CHECK(hidden(kProgram, {entry({{"except", {"c"}}})}).empty());
  CHECK(hidden(kProgram, {entry({{"except", {"a"}}})}).empty());
  CHECK_THROWS_AS(hidden(kProgram, {entry({{"level", {"symbol"}}})}), UserError);
}

TEST_CASE("an import through which nothing is used is found and called an import", "[unused-include]") {
  const std::vector<Finding> all = findings("unused-include", "a/a.cpp => b/b.cppm :3\n", {entry({})});
  CHECK(summaries(all) == Texts{"a -> b at a/a.cpp:3"});
  CHECK(all[0].message == "`a` imports `b` once without using anything from it");
  CHECK(unused("a/a.cpp => b/b.cppm :3\na/a.cpp -> b/b.cppm [call a::f -> b::thing] :9\n").empty());
}

TEST_CASE("what is exported again, and the unit of a module, need no use of their own", "[unused-include]") {
  CHECK(unused("a/all.cppm =exported> b/b.cppm :3\n").empty());
  CHECK(unused("a/b.cpp =own> b/b.cppm :3\n").empty());
}

TEST_CASE("an import that passes on what is used is used itself", "[unused-include]") {
  CHECK(unused("a/a.cpp => b/all.cppm :3\n"
               "b/all.cppm =exported> c/c.cppm :1\n"
               "a/a.cpp -> c/c.cppm [call a::f -> c::thing] :9\n")
            .empty());
}

TEST_CASE("what an import passes on is not hidden, what it keeps to itself is", "[hidden-dependency]") {
  constexpr std::string_view kUse = "a/a.cpp -> c/c.cppm [call a::f -> c::thing] :9\n";
  const auto program = [&](const std::string& arrow) {
    return "a/a.cpp => b/b.cppm :1\nb/b.cppm " + arrow + " c/c.cppm :1\n" + std::string(kUse);
  };
  CHECK(hidden(program("=exported>")).empty());
  CHECK(hidden(program("=>")) == Texts{"a -> c at a/a.cpp:9"});
}

TEST_CASE("within a C++20 module everything that is imported is handed on", "[hidden-dependency]") {
  // shop.cpp is a unit of the module whose interface imports c; its partition imports d.
  CHECK(hidden("a/shop.cpp =own> a/shop.cppm :1\n"
               "a/shop.cppm => c/c.cppm :2\n"
               "a/shop.cppm => part/shop:part.cppm :3\n"
               "part/shop:part.cppm => d/d.cppm :2\n"
               "a/shop.cpp -> c/c.cppm [call a::f -> c::thing] :9\n"
               "a/shop.cpp -> d/d.cppm [call a::f -> d::thing] :10\n")
            .empty());
}
