// Facts with an index or a value out of range are refused, wherever it is.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <functional>

#include "analyzers/facts/sound_facts.h"
#include "analyzers/facts/stored_facts.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

constexpr std::uint32_t kFar = 1000;  // more than the sample has of anything

struct Damage {
  const char* what;
  std::function<void(TuFacts&)> apply;
};

const std::vector<Damage>& damages() {
  static const std::vector<Damage> all{
      {"file path", [](TuFacts& f) { f.files[0].path = kFar; }},
      {"file origin", [](TuFacts& f) { f.files[0].origin = Origin{2}; }},
      {"include from", [](TuFacts& f) { f.includes[0].from = kNone; }},
      {"include to", [](TuFacts& f) { f.includes[0].to = kFar; }},
      {"include spelling", [](TuFacts& f) { f.includes[0].spelling = kFar; }},
      {"include condition", [](TuFacts& f) { f.includes[0].condition = kFar; }},
      {"symbol name", [](TuFacts& f) { f.symbols[0].name = kFar; }},
      {"symbol signature", [](TuFacts& f) { f.symbols[0].signature = kFar; }},
      {"symbol value", [](TuFacts& f) { f.symbols[0].value = kFar; }},
      {"symbol kind", [](TuFacts& f) { f.symbols[0].kind = SymbolKind{20}; }},
      {"symbol access", [](TuFacts& f) { f.symbols[0].access = Access{4}; }},
      {"symbol linkage", [](TuFacts& f) { f.symbols[0].linkage = Linkage{3}; }},
      {"declaration file", [](TuFacts& f) { f.declarations[0].file = kNone; }},
      {"reference file", [](TuFacts& f) { f.references[0].file = kFar; }},
      {"reference kind", [](TuFacts& f) { f.references[0].kind = ReferenceKind{16}; }},
      {"call file", [](TuFacts& f) { f.calls[0].file = kFar; }},
      {"call result that the function does not have", [](TuFacts& f) { f.calls[1].object.index = 2; }},
      {"call arguments", [](TuFacts& f) { f.calls[0].argument_count = 3; }},
      {"call arguments past the end of numbers", [](TuFacts& f) { f.calls[0].first_argument = kNone; }},
      {"calls that share arguments", [](TuFacts& f) { f.calls[1].first_argument = 0, f.calls[1].argument_count = 1; }},
      {"argument place", [](TuFacts& f) { f.arguments[0].place.root = Root{10}; }},
      {"argument literal", [](TuFacts& f) { f.arguments[0].literal = kFar; }},
      {"argument passing", [](TuFacts& f) { f.arguments[0].passing = Passing{6}; }},
      {"argument literal kind", [](TuFacts& f) { f.arguments[0].literal_kind = LiteralKind{6}; }},
      {"write place", [](TuFacts& f) { f.writes[0].place.path = kFar; }},
      {"write file", [](TuFacts& f) { f.writes[0].file = kFar; }},
      {"write how", [](TuFacts& f) { f.writes[0].how = WriteHow{6}; }},
      {"guard mutex", [](TuFacts& f) { f.guards[0].mutex.path = kFar; }},
      {"guard file", [](TuFacts& f) { f.guards[0].file = kFar; }},
      {"return place", [](TuFacts& f) { f.returns[0].place = {Root::call_result, 2, 0, 0, 0, 0}; }},
      {"capture place", [](TuFacts& f) { f.captures[0].place.path = kFar; }},
      {"catch file", [](TuFacts& f) { f.catches[0].file = kFar; }},
      {"catch body", [](TuFacts& f) { f.catches[0].body = CatchBody{3}; }},
      {"value text", [](TuFacts& f) { f.values[0].text = kFar; }},
      {"value kind", [](TuFacts& f) { f.values[0].kind = ValueKind{7}; }},
      {"value made of itself", [](TuFacts& f) { f.values[0].child_count = 1; }},
      {"condition file", [](TuFacts& f) { f.conditions[0].file = kNone; }},
      {"condition constant", [](TuFacts& f) { f.conditions[0].constant = kFar; }},
      {"condition on a value that the function does not have", [](TuFacts& f) { f.conditions[0].value = kFar; }},
      {"write of a value that the function does not have", [](TuFacts& f) { f.writes[0].value = kFar; }},
      {"write to the result of a call that the function does not have", [](TuFacts& f) { f.writes[0].target = kFar; }},
      {"mark file", [](TuFacts& f) { f.marks[0].file = kNone; }},
      {"mark rules", [](TuFacts& f) { f.marks[0].rules = kFar; }},
      {"mark reason", [](TuFacts& f) { f.marks[0].reason = kFar; }},
      {"problem file", [](TuFacts& f) { f.problems[0].file = kFar; }},
      {"problem message", [](TuFacts& f) { f.problems[0].message = kFar; }},
      {"problem kind", [](TuFacts& f) { f.problems[0].kind = ProblemKind{5}; }},
      {"function file", [](TuFacts& f) { f.functions[0].file = kNone; }},
      {"function calls", [](TuFacts& f) { f.functions[0].first_call = 1; }},
      {"functions that share calls", [](TuFacts& f) { f.functions[1].first_call = 0, f.functions[1].call_count = 2; }},
      {"function writes", [](TuFacts& f) { f.functions[0].write_count = 2; }},
      {"function guards", [](TuFacts& f) { f.functions[0].first_guard = 1; }},
      {"function returns", [](TuFacts& f) { f.functions[0].first_return = kFar; }},
      {"function captures", [](TuFacts& f) { f.functions[0].capture_count = 2; }},
      {"function catches", [](TuFacts& f) { f.functions[0].catch_count = kNone; }},
      {"first text", [](TuFacts& f) { f.texts[0] = "not empty"; }},
      {"no text", [](TuFacts& f) { f = TuFacts{}, f.texts.clear(); }},
  };
  return all;
}

}  // namespace

TEST_CASE("the sample and empty facts are sound") {
  CHECK(are_sound(sample_facts()));
  CHECK(are_sound(TuFacts{}));
}

TEST_CASE("facts with one bad index or value are not sound, and not decoded") {
  for (const Damage& damage : damages()) {
    INFO(damage.what);
    TuFacts facts = sample_facts();
    damage.apply(facts);
    CHECK_FALSE(are_sound(facts));
    CHECK_FALSE(decode_facts(encode_facts(facts)).has_value());
  }
}
