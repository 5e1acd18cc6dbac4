// Prints the described fields of a body, each by its role, in the order that the description gives.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/body_json.h"

#include <array>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "analyzers/facts/described_facts.h"
#include "analyzers/model/json_values.h"

namespace loadline {
namespace {

using namespace fields;  // roles

// ---- The order in which fields are printed ----

// Every printed field is among the keys of `order`, and nothing else is.
template <class Fact, std::size_t size>
consteval bool is_order_of_fields(const std::array<std::string_view, size>& order) {
  std::size_t printed = 0, found = 0;
  for_each_field<Fact>([&](const auto& field) {
    if (field.printed.when == Printed::When::never) return;
    ++printed;
    for (const std::string_view key : order) found += key == field.printed.key ? 1u : 0u;
  });
  return printed == size && found == size;
}

template <class Fact>
consteval bool is_decided() {
  bool decided = true;
  for_each_field<Fact>([&](const auto& field) { decided &= field.printed.when != Printed::When::undecided; });
  return decided;
}

// Calls use(field) for each field that is printed, in that order.
template <class Fact, class Use>
void for_each_printed(Use&& use) {
  static_assert(is_decided<Fact>(), "fact_fields.h does not say how a field is printed");
  if constexpr (requires { Description<Fact>::json_order; }) {
    static_assert(is_order_of_fields<Fact>(Description<Fact>::json_order), "json_order and fields do not agree");
    for (const std::string_view key : Description<Fact>::json_order) {
      for_each_field<Fact>([&](const auto& field) {
        if (field.printed.key == key && field.printed.when != Printed::When::never) use(field);
      });
    }
  } else {
    for_each_field<Fact>([&](const auto& field) {
      if (field.printed.when != Printed::When::never) use(field);
    });
  }
}

// ---- JSON ----

class Writer {
 public:
  explicit Writer(const Program& program) : program_(program), bodies_(program.bodies()) {}

  template <class Fact>
  Json object(const Fact& fact) const {
    Json json = Json::object();
    for_each_printed<Fact>([&](const auto& field) { add(json, fact, field); });
    return json;
  }

 private:
  template <class Role, class Fact, class Value>
  void add(Json& json, const Fact& fact, const Field<Role, Fact, Value>& field) const {
    const Value& value = fact.*field.member;
    if constexpr (std::is_same_v<Role, PlaceRole>) {
      if (field.role.is_inlined) return json.update(object(value));
    }
    if (field.printed.when == Printed::When::set && !is_set(field.role, fact, value)) return;
    json[std::string(field.printed.key)] = written(field.role, value);
  }
  template <class Fact>
  void add(Json& json, const Fact& fact, const LocationField<Fact>& field) const {
    json[std::string(field.printed.key)] = json::location(program_, fact.*field.file, fact.*field.line);
  }
  template <class Fact, class Item>
  void add(Json& json, const Fact& fact, const BlockField<Fact, Item>& field) const {
    Json list = Json::array();
    for (const Item& item : part_of(bodies_, fact, field)) list.push_back(object(item));
    json[std::string(field.printed.key)] = std::move(list);
  }
  template <class Fact>
  void add(Json& json, const Fact& fact, const ChildrenField<Fact>& field) const {
    if (fact.*field.count == 0) return;
    json[std::string(field.printed.key)] = fact.*field.first;
    json["child_count"] = fact.*field.count;
  }

  template <class Fact, class Number>
  static bool is_set(NumberRole role, const Fact&, const Number& value) {
    return value != role.unset;
  }
  template <class Fact, class Number>
  static bool is_set(CallRole, const Fact&, const Number& value) {
    return value != kNone;
  }
  template <class Fact, class Number>
  static bool is_set(ValueRole, const Fact&, const Number& value) {
    return value != kNone;
  }
  template <class Fact, class Place>
  static bool is_set(PlaceRole, const Fact&, const Place& value) {
    return value.root != Root::unknown;
  }
  template <class Fact, class Kind>
  static bool is_set(LiteralRole<Fact, Kind> role, const Fact& fact, TextIndex) {
    return fact.*role.kind != Kind{};
  }
  template <class Role, class Fact, class Value>
  static bool is_set(Role, const Fact&, const Value& value) {
    return value != Value{};
  }

  Json written(TextRole, TextIndex text) const { return std::string(bodies_.texts[text]); }
  template <class Fact, class Kind>
  Json written(LiteralRole<Fact, Kind>, TextIndex text) const {
    return written(TextRole{}, text);
  }
  Json written(FileRole, FileIndex file) const { return json::path(program_, file); }
  Json written(SymbolRole, SymbolId symbol) const { return json::symbol_id(symbol); }
  Json written(PlaceRole, const PlaceFact& place) const { return object(place); }
  Json written(FlagsRole role, std::uint32_t flags) const { return json::flag_list(flags, role.names()); }
  template <class Enum>
  Json written(EnumRole<Enum>, Enum value) const {
    return std::string(name_of(value));
  }
  template <class Enum>
  Json written(NotFirstRole<Enum>, Enum value) const {
    return value != Enum{};
  }
  Json written(TruthRole, std::uint8_t value) const { return value != 0; }
  template <class Role>
  Json written(Role, std::uint32_t value) const {
    return value;
  }

  const Program& program_;
  const Bodies& bodies_;
};

// ---- JSON Schema ----

namespace schema = json::schema;

Json schema_of(TextRole, bool) { return schema::string(); }
Json schema_of(FileRole, bool) { return schema::string(); }
Json schema_of(SymbolRole, bool is_required) {
  const Json id = schema::defined("symbol_id");
  return is_required ? schema::or_null(id) : id;
}
Json schema_of(TruthRole, bool) { return schema::boolean(); }
template <class Enum>
Json schema_of(NotFirstRole<Enum>, bool) {
  return schema::boolean();
}
Json schema_of(FlagsRole role, bool) { return schema::flags(role.names()); }
Json schema_of(PlaceRole, bool) { return schema::defined("object_place"); }
template <class Enum>
Json schema_of(EnumRole<Enum> role, bool) {
  return schema::one_of(role.last);
}
template <class Fact, class Kind>
Json schema_of(LiteralRole<Fact, Kind>, bool) {
  return schema::string();
}
template <class Role>
Json schema_of(Role, bool) {
  return schema::number();
}

template <class Fact>
Json schema_of_fact();

struct Properties {
  std::vector<schema::Property> required, optional;

  void add(const Printed& printed, Json schema) {
    auto& properties = printed.when == Printed::When::always ? required : optional;
    properties.push_back({std::string(printed.key), schema::described(std::move(schema), printed.about)});
  }

  template <class Role, class Fact, class Value>
  void add(const Field<Role, Fact, Value>& field) {
    if constexpr (std::is_same_v<Role, PlaceRole>) {
      if (field.role.is_inlined) return add_all<PlaceFact>();
    }
    add(field.printed, schema_of(field.role, field.printed.when == Printed::When::always));
  }
  template <class Fact>
  void add(const LocationField<Fact>& field) {
    add(field.printed, schema::or_null(schema::defined("place")));
  }
  template <class Fact, class Item>
  void add(const BlockField<Fact, Item>& field) {
    add(field.printed, schema::list_of(schema_of_fact<Item>()));
  }
  template <class Fact>
  void add(const ChildrenField<Fact>& field) {
    add(field.printed, schema::number());
    add(when_set("child_count"), schema::number());
  }

  template <class Fact>
  void add_all() {
    for_each_printed<Fact>([&](const auto& field) { add(field); });
  }
};

template <class Fact>
Json schema_of_fact() {
  Properties properties;
  properties.add_all<Fact>();
  return schema::object(properties.required, properties.optional);
}

}  // namespace

Json body_json(const Program& program, const FunctionFact& function) { return Writer(program).object(function); }

Json body_json_schema() { return schema_of_fact<FunctionFact>(); }

Json object_place_json_schema() { return schema::described(schema_of_fact<PlaceFact>(), "where an object lives"); }

}  // namespace loadline
