// Effects: what a function does to objects that outlive it, through any calls, and what it does not.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/effects.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/support/effect_text.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::string name(const Program& program, SymbolId id) {
  const SymbolIndex symbol = program.find_symbol(id);
  return symbol == kNone ? "?" : std::string(program.symbols()[symbol].name);
}

// "this.n_", "parameter#0.n locked", "static app::total later", sorted.
std::set<std::string> effects_of(const Program& program, const std::string& function) {
  const CallGraph calls(program, built_in_libraries());
  const Effects effects(program, calls, built_in_libraries());
  std::set<std::string> texts;
  const Node node = calls.find(symbol_id(function));
  REQUIRE(node != kNone);
  for (const Effect& effect : effects.of(node)) {
    std::string text(name_of(effect.root));
    if (effect.root == Root::parameter) text += '#' + std::to_string(effect.index);
    if (effect.root == Root::static_) text += ' ' + name(program, effect.symbol);
    for (const SymbolId field : effect.path.fields()) text += '.' + name(program, field);
    if (effect.guarded) text += " locked";
    if (effect.deferred) text += " later";
    texts.insert(text);
  }
  return texts;
}

using Texts = std::set<std::string>;

const BodyText kAdd = BodyText("Counter::add", "method").writes("this.n_", WriteHow::increment);

}  // namespace

TEST_CASE("an object of the function itself is not state, whatever its methods do", "[effects]") {
  const Program program = program_of({kAdd, BodyText("serve").calls("Counter::add", "local")});
  CHECK(effects_of(program, "serve").empty());
  CHECK(effects_of(program, "Counter::add") == Texts{"this.n_"});
}

TEST_CASE("the callee's this is the caller's object", "[effects]") {
  const Program program = program_of({kAdd, BodyText("hit").calls("Counter::add", "parameter#0"),
                                      BodyText("Api::serve", "method").calls("hit", "", {"reference this.count_"}),
                                      BodyText("global").calls("hit", "", {"reference static app::total"}),
                                      BodyText("local").calls("hit", "", {"reference local"})});
  CHECK(effects_of(program, "hit") == Texts{"parameter#0.n_"});
  CHECK(effects_of(program, "Api::serve") == Texts{"this.count_.n_"});
  CHECK(effects_of(program, "global") == Texts{"static app::total.n_"});
  CHECK(effects_of(program, "local").empty());
}

TEST_CASE("what a function returns is followed to the singleton, and a fresh object is nobody's state", "[effects]") {
  const Program program =
      program_of({kAdd, BodyText("instance").returns("static registry"),
                  BodyText("again").calls("instance").returns("call-result#0"), BodyText("make").returns("new-object"),
                  BodyText("serve").calls("again").calls("Counter::add", "call-result#0"),
                  BodyText("harmless").calls("make").calls("Counter::add", "call-result#0")});
  CHECK(effects_of(program, "serve") == Texts{"static registry.n_"});
  CHECK(effects_of(program, "harmless").empty());
}

TEST_CASE("a virtual call does what any override does", "[effects]") {
  const std::vector<BodyText> bodies = {BodyText("Memory::put", "method").writes("this.values_"),
                                        BodyText("Null::put", "method"),
                                        BodyText("serve").calls("Store::put", "static store", {}, kCallVirtual),
                                        BodyText("null").calls("Null::put", "static store")};
  const Program program = program_of(bodies, {}, {"Memory::put > Store::put", "Null::put > Store::put"});
  CHECK(effects_of(program, "serve") == Texts{"static store.values_"});
  CHECK(effects_of(program, "null").empty());
}

TEST_CASE("a recursive group of functions reaches a fixpoint", "[effects]") {
  const Program program =
      program_of({BodyText("even").writes("static evens").calls("odd", "", {"reference parameter#0"}),
                  BodyText("odd").writes("parameter#0.n").calls("even", "", {"reference parameter#0"})});
  const Texts both = {"static evens", "parameter#0.n"};
  CHECK(effects_of(program, "even") == both);
  CHECK(effects_of(program, "odd") == both);
}

TEST_CASE("a callable works on what the call that takes it is given", "[effects]") {
  const BodyText zero = BodyText("zero", "lambda").writes("parameter#0");
  const Program program =
      program_of({zero, BodyText("all").calls("std::for_each", "", {"value static totals", "value &zero"}),
                  BodyText("own").calls("std::for_each", "", {"value local", "value &zero"})});
  CHECK(effects_of(program, "all") == Texts{"static totals"});
  CHECK(effects_of(program, "own").empty());
}

TEST_CASE("captures are what they were where the lambda was made", "[effects]") {
  const BodyText count = BodyText("count", "lambda").writes("capture sum").captures("sum", "local");
  const BodyText total = BodyText("add", "lambda").writes("capture out").captures("out", "parameter#0");
  const Program program = program_of({count, total, BodyText("sums").calls("each", "", {"value &count"}),
                                      BodyText("fills").calls("each", "", {"value &add"})});
  CHECK(effects_of(program, "count") == Texts{"capture"});
  CHECK(effects_of(program, "sums").empty());
  CHECK(effects_of(program, "fills") == Texts{"parameter#0"});
}

TEST_CASE("work that is handed over is done later, with what is bound to it", "[effects]") {
  const BodyText push = BodyText("push", "lambda").writes("this.later_");
  const BodyText run = BodyText("Job::run", "method").writes("this.done_");
  const Program program =
      program_of({push, run, BodyText("Api::serve", "method").calls("std::async", "", {"value &push"}),
                  BodyText("start").calls("std::async", "", {"value &Job::run", "pointer static job"})});
  CHECK(effects_of(program, "Api::serve") == Texts{"this.later_ later"});
  CHECK(effects_of(program, "start") == Texts{"static job.done_ later"});
}

TEST_CASE("what runs once belongs to the start of the program", "[effects]") {
  const BodyText make = BodyText("make", "lambda").writes("static only");
  const Program program = program_of(
      {make,
       BodyText("get").calls("std::call_once", "", {"reference static flag", "value &make"}).returns("static only"),
       BodyText("each").calls("std::for_each", "", {"value local", "value &make"})});
  CHECK(effects_of(program, "get").empty());
  CHECK(effects_of(program, "each") == Texts{"static only"});
}

TEST_CASE("a callable that a field keeps is run through the field, and only there", "[effects]") {
  const BodyText sold = BodyText("sold", "lambda").writes("this.sold_");
  const BodyText subscribe = BodyText("Bus::subscribe", "method")
                                 .calls("std::vector::push_back", "this.handlers_", {"move value-parameter#0"});
  const BodyText connect = BodyText("connect").calls("Bus::subscribe", "parameter#0", {"value &sold"});
  const Program program = program_of(
      {sold, subscribe, connect,
       BodyText("Bus::sell", "method").calls("std::function::operator()", "this.handlers_", {}, kCallConstMethod),
       BodyText("Bus::other", "method").calls("std::function::operator()", "this.others_", {}, kCallConstMethod)});
  CHECK(effects_of(program, "Bus::sell") == Texts{"this.sold_"});
  CHECK(effects_of(program, "Bus::other").empty());
}

TEST_CASE("a lock guards what is done while it is held, deeper calls included", "[effects]") {
  const Program program =
      program_of({kAdd, BodyText("Api::safe", "method").locks("this.mutex_").calls("Counter::add", "this.count_"),
                  BodyText("Api::late", "method").calls("Counter::add", "this.count_").locks("this.mutex_")});
  CHECK(effects_of(program, "Api::safe") == Texts{"this.count_.n_ locked"});
  CHECK(effects_of(program, "Api::late") == Texts{"this.count_.n_"});
}

TEST_CASE("library calls change their object unless they are const or only look", "[effects]") {
  const Program program =
      program_of({BodyText("push").calls("std::vector::push_back", "static all"),
                  BodyText("size").calls("std::vector::size", "static all", {}, kCallConstMethod),
                  BodyText("begin").calls("std::vector::begin", "static all"),
                  BodyText("index").calls("std::vector::operator[]", "static all"),
                  BodyText("insert").calls("std::map::insert_or_assign", "static all"),
                  BodyText("looks").calls("std::map::operator[]", "static all"),  // what is done with the element tells
                  BodyText("writes").calls("std::map::operator[]", "static all").writes("static all"),
                  BodyText("log").calls("spdlog::logger::info", "static all"),
                  BodyText("fill").calls("lib::fill", "", {"reference static all"}),
                  BodyText("read").calls("lib::read", "", {"const-reference static all"}),
                  BodyText("bump").calls("std::move", "", {"reference static all"}),
                  BodyText("swaps").calls("std::swap", "", {"reference static all", "reference local"})});
  CHECK(effects_of(program, "push") == Texts{"static all"});
  CHECK(effects_of(program, "writes") == Texts{"static all"});
  CHECK(effects_of(program, "fill") == Texts{"static all"});
  CHECK(effects_of(program, "swaps") == Texts{"static all"});
  CHECK(effects_of(program, "insert") == Texts{"static all"});
  for (const char* harmless : {"looks", "size", "begin", "index", "log", "read", "bump"}) {
    INFO(harmless);
    CHECK(effects_of(program, harmless).empty());
  }
}

TEST_CASE("the path leads from the function down to the write", "[effects]") {
  const Program program = program_of({kAdd, BodyText("middle").calls("Counter::add", "parameter#0"),
                                      BodyText("top").calls("middle", "", {"reference static total"})});
  const CallGraph calls(program, built_in_libraries());
  const Effects effects(program, calls, built_in_libraries());
  const Node top = calls.find(symbol_id("top"));
  REQUIRE(effects.of(top).size() == 1);
  const std::vector<EffectStep> path = effects.path(top, effects.of(top)[0]);
  REQUIRE(path.size() == 3);
  CHECK(name(program, path[0].function) == "top");
  CHECK(name(program, path[0].callee) == "middle");
  CHECK(name(program, path[1].callee) == "Counter::add");
  CHECK(name(program, path[2].function) == "Counter::add");
  CHECK(path[2].callee == 0);
}
