// Visits the fields of facts as fact_fields.h describes them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "analyzers/facts/fact_fields.h"

namespace loadline::fields {

// Calls use(part) for each part of a tuple. Not std::apply, whose noexcept costs several times as long to compile.
template <class Tuple, class Use>
constexpr void for_each_part(const Tuple& tuple, Use&& use) {
  [&]<std::size_t... index>(std::index_sequence<index...>) {
    (use(std::get<index>(tuple)), ...);
  }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
}

// Calls use(field) for each field of the description.
template <class Fact, class Use>
constexpr void for_each_field(Use&& use) {
  for_each_part(Description<Fact>::fields, use);
}

// Calls use(member, role) for each member of the struct.
template <class Fact, class Use>
constexpr void for_each_member(Use&& use) {
  for_each_field<Fact>([&](const auto& field) {
    for_each_part(field.members(), [&](const auto& part) { use(part.member, part.role); });
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
  for_each_part(kBodyLists, [&](const auto list) { use(lists.*list); });
}
template <class Facts, class Use>
void for_each_list(Facts& facts, Use&& use) {
  for_each_part(kTuLists, [&](const auto list) { use(facts.*list); });
  for_each_body_list(facts, use);
}

}  // namespace loadline::fields
