// Whether the description of a fact has each of its members once, as constants.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>

#include "analyzers/facts/described_facts.h"

namespace loadline::fields {

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

}  // namespace loadline::fields
