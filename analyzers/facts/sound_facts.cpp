// The checks behind are_sound(): of each fact by itself, of the blocks of the functions, and of what a body refers to.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/sound_facts.h"

#include <algorithm>
#include <cstddef>

#include "analyzers/facts/described_facts.h"

namespace loadline {
namespace {

using namespace fields;  // roles

bool fits(std::uint64_t first, std::uint64_t count, std::size_t size) { return first + count <= size; }

// ---- One fact by itself ----

class FactChecker {
 public:
  explicit FactChecker(const TuFacts& facts) : facts_(facts) {}

  template <class Fact>
  bool is_sound(const Fact& fact) const {
    bool sound = true;
    for_each_member<Fact>([&](const auto member, const auto& role) { sound = sound && may_be(role, fact.*member); });
    for_each_block<Fact>([&](const auto& block) {
      sound = sound && fits(fact.*block.first, fact.*block.count, (facts_.*block.list).size());
    });
    return sound;
  }

 private:
  bool may_be(TextRole, TextIndex index) const { return index < facts_.texts.size(); }
  template <class Fact, class Kind>
  bool may_be(const LiteralRole<Fact, Kind>&, TextIndex index) const {
    return may_be(TextRole{}, index);
  }
  bool may_be(FileRole role, FileIndex index) const {
    return index < facts_.files.size() || (role.may_be_none && index == kNone);
  }
  template <class Enum>
  bool may_be(EnumRole<Enum> role, Enum value) const {
    return value <= role.last;
  }
  template <class Enum>
  bool may_be(NotFirstRole<Enum> role, Enum value) const {
    return value <= role.last;
  }
  bool may_be(PlaceRole, const PlaceFact& place) const { return is_sound(place); }
  // What belongs to a body is looked at with its body; everything else may be any number.
  template <class Role, class Value>
  bool may_be(const Role&, const Value&) const {
    return true;
  }

  const TuFacts& facts_;
};

// Parts that overlap would make every body repeat the same facts: small input, endless memory. Disjoint parts cannot add
// up to more than there is.
template <class Fact>
bool parts_add_up(const TuFacts& facts, const std::vector<Fact>& list) {
  bool add_up = true;
  for_each_block<Fact>([&](const auto& block) {
    std::uint64_t total = 0;
    for (const Fact& fact : list) total += fact.*block.count;
    add_up = add_up && total <= (facts.*block.list).size();
  });
  return add_up;
}

// ---- What a body refers to in itself ----

class BodyChecker {
 public:
  // REQUIRES: the blocks of the function fit.
  BodyChecker(const TuFacts& facts, const FunctionFact& function) : facts_(facts), function_(function) {}

  bool is_sound() const { return parts_exist(function_); }

 private:
  template <class Fact>
  bool parts_exist(const Fact& fact) const {
    bool exist = true;
    for_each_block<Fact>([&](const auto& block) {
      std::uint32_t number = 0;
      for (const auto& part : part_of(facts_, fact, block)) exist = exist && is_sound(part, number++);
    });
    return exist;
  }

  template <class Fact>
  bool is_sound(const Fact& fact, std::uint32_t number) const {
    bool sound = true;
    for_each_member<Fact>([&](const auto member, const auto& role) { sound = sound && exists(role, fact.*member); });
    for_each_field<Fact>([&](const auto& field) { sound = sound && children_exist(field, fact, number); });
    return sound && parts_exist(fact);
  }

  bool exists(CallRole, std::uint32_t call) const { return call == kNone || call < function_.call_count; }
  bool exists(ValueRole role, std::uint32_t value) const {
    return role.frame == Frame::enclosing || value == kNone || value < function_.value_count;
  }
  bool exists(PlaceRole role, const PlaceFact& place) const {
    return role.frame == Frame::enclosing || place.root != Root::call_result || exists(CallRole{}, place.index);
  }
  template <class Role, class Value>
  bool exists(const Role&, const Value&) const {
    return true;
  }

  // A value is made of values before it, so that a walk into it ends.
  template <class Fact>
  bool children_exist(const ChildrenField<Fact>& field, const Fact& fact, std::uint32_t number) const {
    return fits(fact.*field.first, fact.*field.count, number);
  }
  template <class Field, class Fact>
  bool children_exist(const Field&, const Fact&, std::uint32_t) const {
    return true;
  }

  const TuFacts& facts_;
  const FunctionFact& function_;
};

}  // namespace

bool are_sound(const TuFacts& facts) {
  if (facts.texts.empty() || !facts.texts[0].empty()) return false;
  const FactChecker checker(facts);
  bool sound = true;
  for_each_list(facts, [&](const auto& list) {
    const auto is_sound = [&](const auto& fact) { return checker.is_sound(fact); };
    sound = sound && std::all_of(list.begin(), list.end(), is_sound) && parts_add_up(facts, list);
  });
  const auto is_sound = [&](const FunctionFact& function) { return BodyChecker(facts, function).is_sound(); };
  return sound && std::all_of(facts.functions.begin(), facts.functions.end(), is_sound);
}

}  // namespace loadline
