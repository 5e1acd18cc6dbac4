// Visits the fields of facts as fact_fields.h describes them, and checks that nothing is missing there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "analyzers/facts/fact_fields.h"

namespace loadline::fields {

// Calls use(field) for each field of the description.
template <class Fact, class Use>
constexpr void for_each_field(Use&& use) {
  std::apply([&](const auto&... field) { (use(field), ...); }, Description<Fact>::fields);
}

// Calls use(member, role) for each member of the struct.
template <class Fact, class Use>
constexpr void for_each_member(Use&& use) {
  for_each_field<Fact>([&](const auto& field) {
    std::apply([&](const auto&... part) { (use(part.member, part.role), ...); }, field.members());
  });
}

template <class Field>
inline constexpr bool kIsBlock = false;
template <class Fact, class Item>
inline constexpr bool kIsBlock<BlockField<Fact, Item>> = true;

// Calls use(block) for each list of which a part belongs to the fact.
template <class Fact, class Use>
constexpr void for_each_block(Use&& use) {
  for_each_field<Fact>([&](const auto& field) {
    if constexpr (kIsBlock<std::remove_cvref_t<decltype(field)>>) use(field);
  });
}

// The part of `lists` that a block of `fact` is.
template <class Fact, class Item>
auto part_of(const BodyLists& lists, const Fact& fact, const BlockField<Fact, Item>& block) {
  return std::span(lists.*block.list).subspan(fact.*block.first, fact.*block.count);
}

template <class Role>
inline constexpr bool kIsText = std::is_same_v<Role, TextRole>;
template <class Fact, class Kind>
inline constexpr bool kIsText<LiteralRole<Fact, Kind>> = true;

// Calls use(index) for each text of a fact, those of its places included.
template <class Fact, class Use>
constexpr void for_each_text(Fact& fact, Use&& use) {
  for_each_member<std::remove_const_t<Fact>>([&]<class Role>(const auto member, const Role&) {
    if constexpr (kIsText<Role>) use(fact.*member);
    if constexpr (std::is_same_v<Role, PlaceRole>) for_each_text(fact.*member, use);
  });
}

// Calls use(index) for each file of a fact; an index may be kNone.
template <class Fact, class Use>
constexpr void for_each_file(Fact& fact, Use&& use) {
  for_each_member<std::remove_const_t<Fact>>([&]<class Role>(const auto member, const Role&) {
    if constexpr (std::is_same_v<Role, FileRole>) use(fact.*member);
  });
}

// Calls use(list) for each list of functions and what belongs to them; for each list of a TU.
template <class Lists, class Use>
void for_each_body_list(Lists& lists, Use&& use) {
  std::apply([&](const auto... list) { (use(lists.*list), ...); }, kBodyLists);
}
template <class Facts, class Use>
void for_each_list(Facts& facts, Use&& use) {
  std::apply([&](const auto... list) { (use(facts.*list), ...); }, kTuLists);
  for_each_body_list(facts, use);
}

// ---- Checks at compile time ----

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

}  // namespace loadline::fields
