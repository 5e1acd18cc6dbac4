// Terms: what values are made of.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/routes/value_flow.h"
#include "tests/analyzers/routes/program_values.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Flow : ProgramValues {
  using ProgramValues::ProgramValues;

  Term argument(const char* callee, int position) const {
    return values.simplified(ProgramValues::argument(callee, position));
  }
};

}  // namespace

TEST_CASE("a constant argument is its text", "[routes]") {
  const Flow flow({BodyText("main").calls("open", "", {"value '/v1'"})});
  CHECK(flow.values.text_of(flow.argument("open", 0)) == "/v1");
}

TEST_CASE("a view of a text is that text, what is not known is a gap", "[routes]") {
  const Flow flow({BodyText("main")
                       .calls("std::basic_string_view::basic_string_view", "", {"value '/v1'"}, kCallConstructs)
                       .calls("open", "", {"value call-result#0", "value parameter#0"})});
  CHECK(flow.values.text_of(flow.argument("open", 0)) == "/v1");
  CHECK(flow.values.text_of(flow.argument("open", 1)) == "{?}");
}

TEST_CASE("texts that are joined are one text with gaps", "[routes]") {
  const Flow flow({BodyText("main")
                       .calls("std::operator+", "", {"value '/v1/'", "value parameter#0"})
                       .calls("open", "", {"value call-result#0"})});
  CHECK(flow.values.text_of(flow.argument("open", 0)) == "/v1/{?}");
}

TEST_CASE("the elements put into a member are its assignments", "[routes]") {
  const Flow flow({BodyText("Api::add", "method")
                       .calls("std::vector::push_back", "this.paths_", {"value '/a'"})
                       .calls("std::vector::push_back", "this.paths_", {"value '/b'"})});
  std::vector<std::string> texts;
  for (const SymbolId variable : flow.values.assigned_variables()) {
    for (const Assignment& assignment : flow.values.assignments_of(variable)) {
      for (const Term& entry : flow.values.entries_of(assignment)) texts.push_back(flow.values.text_of(entry));
    }
  }
  CHECK(texts == std::vector<std::string>{"/a", "/b"});
}

TEST_CASE("a callable that is passed is one of the functions a term may be", "[routes]") {
  const Flow flow({BodyText("list"), BodyText("main").calls("on", "", {"value &list"})});
  CHECK(flow.values.callables_of(flow.argument("on", 0)) == std::vector<SymbolId>{symbol_id("list")});
}
