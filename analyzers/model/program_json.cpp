// Writes each list of a Program as JSON objects, with symbols as ids of 16 hexadecimal digits and files as paths.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/program_json.h"

#include <ostream>
#include <span>
#include <string_view>

#include <nlohmann/json.hpp>

#include "analyzers/facts/flag_names.h"

namespace loadline {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view value) { return std::string(value); }

// Null for "no symbol".
Json symbol_id(SymbolId id) {
  if (id == 0) return nullptr;
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(16, '0');
  for (int i = 15; i >= 0; --i, id >>= 4) digits[static_cast<std::size_t>(i)] = kDigits[id & 0xf];
  return digits;
}

Json flag_list(std::uint32_t flags, std::span<const std::string_view> names) {
  Json list = Json::array();
  for (std::size_t bit = 0; bit < names.size(); ++bit) {
    if ((flags >> bit) & 1u) list.push_back(text(names[bit]));
  }
  return list;
}

class Writer {
 public:
  Writer(const Program& program, std::ostream& out) : program_(program), bodies_(program.bodies()), out_(out) {}

  void write() {
    const Json units = {
        {"total", program_.units()}, {"degraded", program_.degraded_units()}, {"lost", program_.lost_units()}};
    out_ << "{\n\"facts_version\": " << kFactsVersion << ",\n\"units\": " << units;
    list("files", program_.files());
    list("includes", program_.includes());
    list("symbols", program_.symbols());
    list("references", program_.references());
    list("functions", std::span(bodies_.functions));
    list("problems", program_.problems());
    list("bases", program_.bases());
    list("marks", program_.marks());
    out_ << "\n}\n";
  }

 private:
  template <class Item>
  void list(std::string_view name, std::span<const Item> items) {
    out_ << ",\n\"" << name << "\": [";
    const char* separator = "\n";
    for (const Item& item : items) {
      out_ << separator << json(item).dump(-1, ' ', false, Json::error_handler_t::replace);
      separator = ",\n";
    }
    out_ << (items.empty() ? "]" : "\n]");
  }

  template <class Item>
  Json array(const std::vector<Item>& all, std::uint32_t first, std::uint32_t count) const {
    Json list = Json::array();
    for (const Item& item : std::span(all).subspan(first, count)) list.push_back(json(item));
    return list;
  }

  Json path(FileIndex file) const { return file == kNone ? Json(nullptr) : text(program_.files()[file].path); }
  Json symbol(SymbolIndex index) const {
    return index == kNone ? Json(nullptr) : symbol_id(program_.symbols()[index].id);
  }
  // "src/a.cc:12"
  Json at(FileIndex file, std::uint32_t line) const {
    if (file == kNone) return nullptr;
    return std::string(program_.files()[file].path) + ":" + std::to_string(line);
  }
  Json at(Location where) const { return at(where.file, where.line); }

  Json json(const File& file) const {
    return {{"path", text(file.path)},
            {"origin", text(name_of(file.origin))},
            {"lines", file.lines},
            {"source", file.is_source}};
  }
  Json json(const Include& include) const {
    return {{"path", path(include.from)},         {"line", include.line},     {"to", path(include.to)},
            {"spelling", text(include.spelling)}, {"angled", include.angled}, {"condition", text(include.condition)}};
  }
  Json json(const Symbol& s) const {
    return {{"id", symbol_id(s.id)},
            {"name", text(s.name)},
            {"kind", text(name_of(s.kind))},
            {"signature", text(s.signature)},
            {"value", text(s.value)},
            {"declared", at(s.declared)},
            {"defined", at(s.defined)},
            {"end_line", s.end_line},
            {"flags", flag_list(s.flags, symbol_flag_names())},
            {"access", text(name_of(s.access))},
            {"linkage", text(name_of(s.linkage))},
            {"parent", symbol(s.parent)},
            {"type", symbol(s.type)}};
  }
  Json json(const Reference& r) const {
    return {{"from", symbol(r.from)},          {"to", symbol(r.to)},
            {"kind", text(name_of(r.kind()))}, {"path", path(r.file)},
            {"line", std::uint32_t{r.line}},   {"flags", flag_list(r.flags, reference_flag_names())}};
  }
  Json json(const Problem& p) const {
    return {{"kind", text(name_of(p.kind))},
            {"path", path(p.where.file)},
            {"line", p.where.line},
            {"message", text(p.message)},
            {"source", path(p.source)}};
  }
  Json json(const BaseFact& b) const { return {{"derived", symbol_id(b.derived)}, {"base", symbol_id(b.base)}}; }
  Json json(const Mark& m) const {
    return {{"path", path(m.where.file)}, {"line", m.where.line},     {"covered", m.covered},
            {"rules", text(m.rules)},     {"reason", text(m.reason)}, {"is_understood", m.fault == MarkFault::none}};
  }

  Json json(const FunctionFact& f) const {
    return {{"symbol", symbol_id(f.symbol)},
            {"path", path(f.file)},
            {"line", f.line},
            {"end_line", f.end_line},
            {"from_instantiation", f.from_instantiation != 0},
            {"calls", array(bodies_.calls, f.first_call, f.call_count)},
            {"writes", array(bodies_.writes, f.first_write, f.write_count)},
            {"guards", array(bodies_.guards, f.first_guard, f.guard_count)},
            {"returns", array(bodies_.returns, f.first_return, f.return_count)},
            {"captures", array(bodies_.captures, f.first_capture, f.capture_count)},
            {"catches", array(bodies_.catches, f.first_catch, f.catch_count)},
            {"values", array(bodies_.values, f.first_value, f.value_count)},
            {"tests", array(bodies_.tests, f.first_test, f.test_count)}};
  }
  // Only what is said: {"root": "this", "field": …, "path": "sessions_.count"}.
  Json json(const PlaceFact& p) const {
    Json place = {{"root", text(name_of(p.root))}};
    if (p.index != kNone) place["index"] = p.index;
    if (p.symbol != 0) place["symbol"] = symbol_id(p.symbol);
    if (p.field != 0) place["field"] = symbol_id(p.field);
    if (p.last_field != 0) place["last_field"] = symbol_id(p.last_field);
    if (p.path != 0) place["path"] = text(bodies_.texts[p.path]);
    return place;
  }
  Json json(const CallFact& c) const {
    Json call = {{"callee", symbol_id(c.callee)},
                 {"at", at(c.file, c.line)},
                 {"object", json(c.object)},
                 {"flags", flag_list(c.flags, call_flag_names())},
                 {"arguments", array(bodies_.arguments, c.first_argument, c.argument_count)}};
    if (c.chain != kNone) call["chain"] = c.chain;
    if (c.object_value != kNone) call["object_value"] = c.object_value;
    return call;
  }
  Json json(const ArgumentFact& a) const {
    Json argument = {{"position", a.position}, {"passing", text(name_of(a.passing))}, {"place", json(a.place)}};
    if (a.is_literal != 0) argument["literal"] = text(bodies_.texts[a.literal]);
    if (a.callable != 0) argument["callable"] = symbol_id(a.callable);
    if (a.type != 0) argument["type"] = symbol_id(a.type);
    if (a.value != kNone) argument["value"] = a.value;
    return argument;
  }
  Json json(const WriteFact& w) const {
    Json write = {{"at", at(w.file, w.line)}, {"how", text(name_of(w.how))}, {"place", json(w.place)}};
    if (w.value != kNone) write["value"] = w.value;
    if (w.target != kNone) write["target"] = w.target;
    return write;
  }
  // Only what is said, as for places.
  Json json(const ValueFact& v) const {
    Json value = {{"kind", text(name_of(v.kind))}};
    if (v.place.root != Root::unknown) value["place"] = json(v.place);
    if (v.symbol != 0) value["symbol"] = symbol_id(v.symbol);
    if (v.is_literal != 0) value["literal"] = text(bodies_.texts[v.text]);
    if (v.element != kWhole) value["element"] = v.element;
    if (v.child_count != 0) value["first_child"] = v.first_child;
    if (v.child_count != 0) value["child_count"] = v.child_count;
    return value;
  }
  Json json(const TestFact& t) const {
    Json test = {{"at", at(t.file, t.line)}, {"begin_line", t.begin_line}, {"end_line", t.end_line}};
    if (t.value != kNone) test["value"] = t.value;
    if (t.enumerator != 0) test["enumerator"] = symbol_id(t.enumerator);
    if (t.constant != 0) test["constant"] = text(bodies_.texts[t.constant]);
    return test;
  }
  Json json(const GuardFact& g) const {
    return {{"at", at(g.file, g.line)}, {"end_line", g.end_line}, {"mutex", json(g.mutex)}};
  }
  Json json(const ReturnFact& r) const {
    Json result = json(r.place);
    if (r.value != kNone) result["value"] = r.value;
    return result;
  }
  Json json(const CaptureFact& c) const {
    Json capture = {{"variable", symbol_id(c.variable)}, {"by_copy", c.by_copy != 0}, {"place", json(c.place)}};
    if (c.name != 0) capture["name"] = text(bodies_.texts[c.name]);
    if (c.value != kNone) capture["value"] = c.value;
    if (c.within != 0) capture["within"] = symbol_id(c.within);
    return capture;
  }
  Json json(const CatchFact& c) const {
    return {{"type", symbol_id(c.type)},   {"at", at(c.file, c.line)}, {"end_line", c.end_line},
            {"rethrows", c.rethrows != 0}, {"empty", c.is_empty != 0}, {"uses_exception", c.uses_exception != 0}};
  }

  const Program& program_;
  const Bodies& bodies_;
  std::ostream& out_;
};

}  // namespace

void write_program_json(const Program& program, std::ostream& out) { Writer(program, out).write(); }

}  // namespace loadline
