// Trails: shortest chains between modules, files and symbols, and what names mean.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/calls/call_graph.h"
#include "analyzers/model/evidence_text.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/questions/trail.h"
#include "analyzers/words/user_error.h"
#include "tests/analyzers/analysed_text.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;
using Strings = std::vector<std::string>;

namespace {

constexpr std::string_view kProgram =
    "ui/window.cc -> core/log.h :2\n"
    "ui/window.cc -> core/log.h [call ui::Window::open -> core::log] :7\n"
    "ui/window.cc -> core/log.h [call ui::Window::open -> core::log] :4\n"
    "core/log.cc -> core/log.h\n"
    "core/log.cc -> store/disk.h [call core::log -> store::write] :9\n"
    "store/disk.cc -> os/io.h [write store::write -> os::descriptor] :6\n"
    "ui/window.cc -> os/io.h [type - -> os::Handle] :20\n"
    "tools/dump.cc -> store/disk.h :1\n";

// "a -> b" for each hop.
Strings hops(const std::optional<Trail>& trail) {
  Strings texts;
  if (!trail) return {"none"};
  for (const Hop& hop : trail->hops) texts.push_back(hop.from + " -> " + hop.to);
  return texts;
}

Strings hops(std::string_view program, std::string_view a, std::string_view b, KindSet kinds = KindSet::all()) {
  const AnalysedText text(program);
  return hops(find_trail(text.analyses, a, b, kinds));
}

Strings evidence(const Program& program, const Hop& hop) {
  Strings texts;
  for (const Evidence& evidence : hop.evidence) {
    texts.push_back(std::string(program.files()[evidence.where.file].path) + ':' + std::to_string(evidence.where.line) +
                    ' ' + describe(program, evidence));
  }
  return texts;
}

KindSet only(ReferenceKind kind) {
  KindSet kinds;
  kinds.add(kind);
  return kinds;
}

std::string error_of(const Analyses& analyses, std::string_view a, std::string_view b) {
  try {
    find_trail(analyses, a, b);
  } catch (const UserError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no error";
}

// app/car.cc: class Car with two methods, one of which holds a lambda that calls fuel().
Program program_with_members() {
  TuFacts facts;
  const FileIndex car = add_file(facts, "app/car.cc"), fuel = add_file(facts, "app/fuel.h");
  const auto symbol = [&](std::string_view name, SymbolKind kind, std::string_view parent, FileIndex file) {
    SymbolFact& added = add_symbol(facts, name, kind);
    if (!parent.empty()) added.parent = symbol_id(parent);
    facts.declarations.push_back({symbol_id(name), file, 1, 9, 1});
  };
  symbol("Car", SymbolKind::class_, "", car);
  symbol("Car::drive", SymbolKind::method, "Car", car);
  symbol("Car::stop", SymbolKind::method, "Car", car);
  symbol("Car::drive::(lambda)", SymbolKind::lambda, "Car::drive", car);
  symbol("main", SymbolKind::function, "", car);
  symbol("fuel", SymbolKind::function, "", fuel);
  const auto call = [&](std::string_view from, std::string_view to, std::uint32_t line) {
    facts.references.push_back({symbol_id(from), symbol_id(to), car, line, ReferenceKind::call, 0});
  };
  call("Car::drive::(lambda)", "fuel", 5);
  call("Car::stop", "fuel", 8);
  call("Car::stop", "Car::drive", 7);
  call("main", "Car::drive", 20);
  ProgramBuilder builder;
  builder.add(facts);
  return std::move(builder).build();
}

}  // namespace

TEST_CASE("a trail between modules is the shortest chain of modules", "[trail]") {
  CHECK(hops(kProgram, "ui", "store") == Strings{"ui -> core", "core -> store"});
  CHECK(hops(kProgram, "ui", "os") == Strings{"ui -> os"});
  CHECK(hops(kProgram, "core", "os") == Strings{"core -> store", "store -> os"});
}

TEST_CASE("there is no trail against the direction of dependencies", "[trail]") {
  CHECK(hops(kProgram, "os", "ui") == Strings{"none"});
  CHECK(hops(kProgram, "os/io.h", "ui/window.cc") == Strings{"none"});
  CHECK(hops(kProgram, "store::write", "core::log") == Strings{"none"});
  CHECK(hops(kProgram, "ui", "tools") == Strings{"none"});
}

TEST_CASE("each hop carries all of its evidence, references by place and then includes", "[trail]") {
  const AnalysedText text(kProgram);
  const std::optional<Trail> trail = find_trail(text.analyses, "ui", "core");
  REQUIRE(trail);
  REQUIRE(trail->hops.size() == 1);
  CHECK(evidence(text.program, trail->hops[0]) == Strings{
                                                      "ui/window.cc:4 ui::Window::open calls core::log",
                                                      "ui/window.cc:7 ui::Window::open calls core::log",
                                                      "ui/window.cc:2 includes core/log.h",
                                                  });
}

TEST_CASE("a trail between files, or a file and a module, is a chain of files", "[trail]") {
  CHECK(hops(kProgram, "ui/window.cc", "core/log.h") == Strings{"ui/window.cc -> core/log.h"});
  CHECK(hops(kProgram, "ui/window.cc", "store/disk.h") == Strings{"none"});
  CHECK(hops(kProgram, "ui", "os/io.h") == Strings{"ui -> os/io.h"});
  CHECK(hops("a/a.cc -> b/b.h\nb/b.h -> b/c.h\nb/c.h -> d/d.h\n", "a", "d/d.h") ==
        Strings{"a -> b/b.h", "b/b.h -> b/c.h", "b/c.h -> d/d.h"});
}

TEST_CASE("a trail between symbols follows references, across declarations and definitions", "[trail]") {
  CHECK(hops(kProgram, "ui::Window::open", "os::descriptor") ==
        Strings{"ui::Window::open -> core::log", "core::log -> store::write", "store::write -> os::descriptor"});
}

TEST_CASE("a file or module asked about with a symbol stands for its symbols and its code at file scope", "[trail]") {
  CHECK(hops(kProgram, "ui", "store::write") == Strings{"ui -> core::log", "core::log -> store::write"});
  CHECK(hops(kProgram, "ui/window.cc", "os::Handle") == Strings{"ui/window.cc -> os::Handle"});
  CHECK(hops(kProgram, "core::log", "os") == Strings{"core::log -> store::write", "store::write -> os"});
  CHECK(hops(kProgram, "tools", "store::write") == Strings{"none"});
}

TEST_CASE("only references of the kinds asked for lead on", "[trail]") {
  CHECK(hops(kProgram, "ui", "os", only(ReferenceKind::call)) == Strings{"none"});
  CHECK(hops(kProgram, "ui", "store", only(ReferenceKind::call)) == Strings{"ui -> core", "core -> store"});
  CHECK(hops(kProgram, "tools", "store", only(ReferenceKind::include)) == Strings{"tools -> store"});
  CHECK(hops(kProgram, "ui::Window::open", "core::log", only(ReferenceKind::type)) == Strings{"none"});
}

TEST_CASE("a class stands for its members and a function for its lambdas", "[trail]") {
  const AnalysedText text(program_with_members());
  const auto trail = [&](std::string_view a, std::string_view b) { return find_trail(text.analyses, a, b); };
  CHECK(hops(trail("Car::drive", "fuel")) == Strings{"Car::drive -> fuel"});
  CHECK(hops(trail("main", "Car")) == Strings{"main -> Car"});
  CHECK(hops(trail("main", "fuel")) == Strings{"main -> Car::drive", "Car::drive -> fuel"});
  REQUIRE(hops(trail("Car", "fuel")) == Strings{"Car -> fuel"});
  CHECK(trail("Car", "fuel")->hops[0].evidence.size() == 2);
}

TEST_CASE("of two things one inside the other, the outer one means the rest of it", "[trail]") {
  const AnalysedText text(program_with_members());
  const std::optional<Trail> trail = find_trail(text.analyses, "Car", "Car::drive");
  REQUIRE(hops(trail) == Strings{"Car -> Car::drive"});
  CHECK(evidence(text.program, trail->hops[0]) == Strings{"app/car.cc:7 Car::stop calls Car::drive"});
  CHECK(hops(find_trail(text.analyses, "Car::drive", "Car")) == Strings{"none"});
}

TEST_CASE("a unique ending at a separator names a file or a symbol", "[trail]") {
  CHECK(hops(kProgram, "window.cc", "io.h") == Strings{"ui/window.cc -> os/io.h"});
  CHECK(hops(kProgram, "Window::open", "log") == Strings{"ui::Window::open -> core::log"});
  CHECK(hops(kProgram, "./ui/window.cc", "::core::log") == Strings{"ui/window.cc -> core::log"});
}

TEST_CASE("a name that means nothing is answered with the nearest names", "[trail]") {
  const AnalysedText text(kProgram);
  CHECK(error_of(text.analyses, "stor", "os") ==
        "nothing is called \"stor\" | did you mean \"store\", \"store/disk.h\", \"store::write\"?");
  CHECK(error_of(text.analyses, "ui", "store::wirte") ==
        "nothing is called \"store::wirte\" | did you mean \"store::write\"?");
  CHECK(error_of(text.analyses, "", "os").starts_with("nothing is called \"\""));
}

TEST_CASE("a name that means several things is answered with all of them", "[trail]") {
  const AnalysedText text("a/x.h -> b/x.h [call a::run -> b::go]\n");
  CHECK(error_of(text.analyses, "x.h", "a") == "\"x.h\" could be any of 2 | say which: file a/x.h, file b/x.h");
  CHECK(error_of(text.analyses, "a", "./a").starts_with("\"a\" and \"./a\" are the same thing"));
}
