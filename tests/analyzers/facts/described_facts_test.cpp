// What follows from the description of facts: visits by role, and the checks that nothing is missing.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "analyzers/facts/complete_description.h"
#include "analyzers/facts/described_facts.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Half {
  std::uint32_t line = 0;
  TextIndex name = 0;
};

struct Placed {
  PlaceFact place;
  std::uint32_t line = 0;
};

struct Repeated {
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
};

}  // namespace

namespace loadline::fields {

template <>
struct Description<Half> {
  static constexpr std::tuple fields{number(&Half::line)};
};

template <>
struct Description<Repeated> {
  static constexpr std::tuple fields{number(&Repeated::line), number(&Repeated::line)};
};

}  // namespace loadline::fields

TEST_CASE("members of a struct are counted, structs in it as one") {
  STATIC_REQUIRE(fields::member_count<Half>() == 2);
  STATIC_REQUIRE(fields::member_count<PlaceFact>() == 6);
  STATIC_REQUIRE(fields::member_count<Placed>() == 2);
}

TEST_CASE("a description that misses a member, or has one twice, does not pass") {
  STATIC_REQUIRE_FALSE(fields::describes_each_member_once<Half>());
  STATIC_REQUIRE_FALSE(fields::describes_each_member_once<Repeated>());
  STATIC_REQUIRE(fields::describes_each_member_once<CallFact>());
}

TEST_CASE("the texts of a fact are those of its places too") {
  CaptureFact capture;
  capture.place.path = 7;
  capture.name = 9;
  std::vector<TextIndex> texts;
  fields::for_each_text(capture, [&](TextIndex text) { texts.push_back(text); });
  CHECK(texts == std::vector<TextIndex>{7, 9});
}

TEST_CASE("the files of a fact are visited, and may be changed") {
  IncludeFact include{.from = 1, .to = kNone};
  fields::for_each_file(include, [](FileIndex& file) { file = file == kNone ? kNone : file + 10; });
  CHECK(include.from == 11);
  CHECK(include.to == kNone);
}

TEST_CASE("the parts of a function are in the lists that its blocks name") {
  const TuFacts facts = sample_facts();
  std::size_t parts = 0;
  fields::for_each_block<FunctionFact>(
      [&](const auto& block) { parts += fields::part_of(facts, facts.functions[0], block).size(); });
  const FunctionFact& f = facts.functions[0];
  CHECK(parts == f.call_count + f.write_count + f.guard_count + f.return_count + f.capture_count + f.catch_count +
                     f.value_count + f.condition_count + f.step_count);
}
