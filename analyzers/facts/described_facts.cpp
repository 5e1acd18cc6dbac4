// Checks at compile time that fact_fields.h describes each field of each fact once.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/described_facts.h"

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

namespace loadline::fields {

namespace {

struct Anything {
  template <class Value>
  constexpr operator Value() const;
};

template <class Fact, class... Values>
consteval std::size_t member_count() {
  if constexpr (requires { Fact{Values{}..., Anything{}}; }) {
    return member_count<Fact, Values..., Anything>();
  } else {
    return sizeof...(Values);
  }
}

template <class Fact>
consteval bool describes_each_member_once() {
  std::size_t described = 0;
  bool once = true;
  for_each_member<Fact>([&]<class Member>(const Member member, const auto&) {
    ++described;
    std::size_t same = 0;
    for_each_member<Fact>([&]<class Other>(const Other other, const auto&) {
      if constexpr (std::is_same_v<Member, Other>) same += member == other;
    });
    once = once && same == 1;
  });
  return once && described == member_count<Fact>();
}

template <class Lists, class... Fact>
consteval bool are_described(const std::tuple<std::vector<Fact> Lists::*...>&) {
  return (describes_each_member_once<Fact>() && ...);
}
static_assert(are_described(kTuLists) && are_described(kBodyLists) && describes_each_member_once<PlaceFact>(),
              "fact_fields.h misses a field of a fact, or has one twice");
static_assert(sizeof(BodyLists) == std::tuple_size_v<decltype(kBodyLists)> * sizeof(std::vector<FunctionFact>) &&
                  sizeof(TuFacts) == sizeof(BodyLists) + sizeof(TuFacts::texts) +
                                         std::tuple_size_v<decltype(kTuLists)> * sizeof(std::vector<FileFact>),
              "fact_fields.h misses a list of facts");

}  // namespace

}  // namespace loadline::fields
