// What a field of a fact can be: a text, a file, a symbol, a place, … and how `loadline facts` prints it.
// SPDX-License-Identifier: Apache-2.0
//
// fact_fields.h describes every struct of facts.h in these terms. Storing, sorting, checking, merging and printing facts
// follow from the descriptions: each of them says what it does with a role, and never names a field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "analyzers/facts/facts.h"

namespace loadline::fields {

// ---- How a field of a body is printed ----

struct Printed {
  enum class When : std::uint8_t { undecided, never, set, always };

  std::string_view key;
  std::string_view about;  // for the JSON Schema
  When when = When::undecided;
};

// "Set" is up to the role: an index other than kNone, a symbol or text other than 0, a place with a known root.
constexpr Printed always(std::string_view key, std::string_view about = "") {
  return {key, about, Printed::When::always};
}
constexpr Printed when_set(std::string_view key, std::string_view about = "") {
  return {key, about, Printed::When::set};
}
inline constexpr Printed kNotPrinted{"", "", Printed::When::never};

// ---- Roles ----

// Whose calls and values an index counts: those of the function that holds the fact, or of the function around a lambda.
enum class Frame : std::uint8_t { own, enclosing };

struct TextRole {};
template <class Fact, class Kind>
struct LiteralRole {  // a text that says something when the other field is not 0: "" is a literal too
  Kind Fact::* kind;
};
struct FileRole {
  bool may_be_none = false;
};
struct SymbolRole {};
struct NumberRole {
  std::uint32_t unset = kNone;
};
struct TruthRole {};
template <class Enum>
struct EnumRole {
  Enum last;
};
template <class Enum>
struct NotFirstRole {  // printed as whether it is any but the first enumerator
  Enum last;
};
struct FlagsRole {
  std::span<const std::string_view> (*names)();  // name i is that of bit i
};
struct CallRole {};  // which call of the function; kNone: none
struct ValueRole {
  Frame frame = Frame::own;
};
struct PlaceRole {
  Frame frame = Frame::own;
  bool is_inlined = false;  // printed as if its fields were those of the fact
};
struct BlockBeginRole {};  // says where a block is, which is not part of what a body says

// ---- Fields ----

template <class Role, class Fact, class Value>
struct Field {
  Value Fact::* member;
  Role role;
  Printed printed;

  constexpr auto members() const { return std::tuple(*this); }
};
template <class Role, class Fact, class Value>
Field(Value Fact::*, Role, Printed) -> Field<Role, Fact, Value>;

// A file and a line in it, printed as "path:line".
template <class Fact>
struct LocationField {
  FileIndex Fact::* file;
  std::uint32_t Fact::* line;
  Printed printed;

  constexpr auto members() const {
    return std::tuple(Field{file, FileRole{}, kNotPrinted}, Field{line, NumberRole{}, kNotPrinted});
  }
};

// The elements of `list` that belong to this fact, and to no other one.
template <class Fact, class Item>
struct BlockField {
  std::uint32_t Fact::* first;
  std::uint32_t Fact::* count;
  std::vector<Item> BodyLists::* list;
  Printed printed;

  constexpr auto members() const {
    return std::tuple(Field{first, BlockBeginRole{}, kNotPrinted}, Field{count, NumberRole{}, kNotPrinted});
  }
};

// Earlier elements of the same block, counted from its first one; printed when there are any.
template <class Fact>
struct ChildrenField {
  std::uint32_t Fact::* first;
  std::uint32_t Fact::* count;
  Printed printed;

  constexpr auto members() const {
    return std::tuple(Field{first, NumberRole{}, kNotPrinted}, Field{count, NumberRole{}, kNotPrinted});
  }
};

// ---- How descriptions are written: what is not part of a body is printed by other means, and says nothing here ----

template <class Fact>
constexpr auto text(TextIndex Fact::* member, Printed printed = {}) {
  return Field{member, TextRole{}, printed};
}
template <class Fact, class Kind>
constexpr auto literal(TextIndex Fact::* member, Kind Fact::* kind, Printed printed) {
  return Field{member, LiteralRole<Fact, Kind>{kind}, printed};
}
template <class Fact>
constexpr auto file(FileIndex Fact::* member, Printed printed = {}) {
  return Field{member, FileRole{}, printed};
}
template <class Fact>
constexpr auto file_or_none(FileIndex Fact::* member, Printed printed = {}) {
  return Field{member, FileRole{true}, printed};
}
template <class Fact>
constexpr auto location(FileIndex Fact::* file, std::uint32_t Fact::* line) {
  return LocationField<Fact>{file, line, always("at")};
}
template <class Fact>
constexpr auto symbol(SymbolId Fact::* member, Printed printed = {}) {
  return Field{member, SymbolRole{}, printed};
}
template <class Fact, class Number>
constexpr auto number(Number Fact::* member, Printed printed = {}, std::uint32_t unset = kNone) {
  return Field{member, NumberRole{unset}, printed};
}
template <class Fact>
constexpr auto truth(std::uint8_t Fact::* member, Printed printed = {}) {
  return Field{member, TruthRole{}, printed};
}
template <class Fact, class Enum>
constexpr auto one_of(Enum Fact::* member, Enum last, Printed printed = {}) {
  return Field{member, EnumRole<Enum>{last}, printed};
}
template <class Fact, class Enum>
constexpr auto not_first(Enum Fact::* member, Enum last, Printed printed = {}) {
  return Field{member, NotFirstRole<Enum>{last}, printed};
}
template <class Fact, class Bits>
constexpr auto flags(Bits Fact::* member, std::span<const std::string_view> (*names)(), Printed printed = {}) {
  return Field{member, FlagsRole{names}, printed};
}
template <class Fact>
constexpr auto call(std::uint32_t Fact::* member, Printed printed) {
  return Field{member, CallRole{}, printed};
}
template <class Fact>
constexpr auto value(std::uint32_t Fact::* member, std::string_view key = "value") {
  return Field{member, ValueRole{}, when_set(key, "into the values of the function")};
}
template <class Fact>
constexpr auto enclosing_value(std::uint32_t Fact::* member, std::string_view key = "value") {
  return Field{member, ValueRole{Frame::enclosing}, when_set(key, "into the values of the enclosing function")};
}
template <class Fact>
constexpr auto place(PlaceFact Fact::* member, Printed printed) {
  return Field{member, PlaceRole{}, printed};
}
template <class Fact>
constexpr auto inlined_place(PlaceFact Fact::* member) {
  return Field{member, PlaceRole{Frame::own, true}, Printed{"", "", Printed::When::always}};
}
template <class Fact>
constexpr auto enclosing_place(PlaceFact Fact::* member, Printed printed) {
  return Field{member, PlaceRole{Frame::enclosing}, printed};
}
template <class Fact, class Item>
constexpr auto block(std::uint32_t Fact::* first, std::uint32_t Fact::* count, std::vector<Item> BodyLists::* list,
                     std::string_view key) {
  return BlockField<Fact, Item>{first, count, list, always(key)};
}
template <class Fact>
constexpr auto children(std::uint32_t Fact::* first, std::uint32_t Fact::* count) {
  return ChildrenField<Fact>{first, count, when_set("first_child")};
}

}  // namespace loadline::fields
