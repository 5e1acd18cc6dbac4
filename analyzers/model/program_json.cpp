// Writes each list of a Program as JSON objects, with symbols as ids of 16 hexadecimal digits and files as paths.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/program_json.h"

#include <ostream>
#include <span>
#include <string_view>

#include "analyzers/facts/flag_names.h"
#include "analyzers/model/body_json.h"
#include "analyzers/model/json_values.h"
#include "analyzers/words/json_text.h"

namespace loadline {
namespace {

Json text(std::string_view value) { return std::string(value); }

class Writer {
 public:
  Writer(const Program& program, std::ostream& out) : program_(program), out_(out) {}

  void write() {
    const Json units = {
        {"total", program_.units()}, {"degraded", program_.degraded_units()}, {"lost", program_.lost_units()}};
    out_ << "{\n\"facts_version\": " << kFactsVersion << ",\n\"units\": " << units;
    list("files", program_.files());
    list("includes", program_.includes());
    list("symbols", program_.symbols());
    list("references", program_.references());
    list("functions", std::span(program_.bodies().functions));
    list("problems", program_.problems());
    list("lost_lines", program_.lost_lines());
    list("bases", program_.bases());
    list("marks", program_.marks());
    out_ << "\n}\n";
  }

 private:
  template <class Item>
  void list(std::string_view name, std::span<const Item> items) {
    out_ << ",\n\"" << name << "\": [";
    const char* separator = "\n";
    for (const Item& one : items) {
      out_ << separator << json_text(item(one));
      separator = ",\n";
    }
    out_ << (items.empty() ? "]" : "\n]");
  }

  Json path(FileIndex file) const { return json::path(program_, file); }
  Json symbol(SymbolIndex index) const {
    return index == kNone ? Json(nullptr) : json::symbol_id(program_.symbols()[index].id);
  }
  Json at(Location where) const { return json::location(program_, where.file, where.line); }

  Json item(const File& file) const {
    return {{"path", text(file.path)},
            {"origin", text(name_of(file.origin))},
            {"lines", file.lines},
            {"source", file.is_source}};
  }
  Json item(const Include& include) const {
    return {{"path", path(include.from)},
            {"line", include.line},
            {"to", path(include.to)},
            {"spelling", text(include.spelling)},
            {"angled", include.angled},
            {"condition", text(include.condition)},
            {"import", text(name_of(include.import_kind))}};
  }
  Json item(const Symbol& s) const {
    return {{"id", json::symbol_id(s.id)},
            {"name", text(s.name)},
            {"kind", text(name_of(s.kind))},
            {"signature", text(s.signature)},
            {"value", text(s.value)},
            {"declared", at(s.declared)},
            {"defined", at(s.defined)},
            {"end_line", s.end_line},
            {"flags", json::flag_list(s.flags, symbol_flag_names())},
            {"access", text(name_of(s.access))},
            {"linkage", text(name_of(s.linkage))},
            {"parent", symbol(s.parent)},
            {"type", symbol(s.type)}};
  }
  Json item(const Reference& r) const {
    return {{"from", symbol(r.from)},          {"to", symbol(r.to)},
            {"kind", text(name_of(r.kind()))}, {"path", path(r.file)},
            {"line", std::uint32_t{r.line}},   {"flags", json::flag_list(r.flags, reference_flag_names())}};
  }
  Json item(const Problem& p) const {
    return {{"kind", text(name_of(p.kind))},
            {"path", path(p.where.file)},
            {"line", p.where.line},
            {"message", text(p.message)},
            {"source", path(p.source)}};
  }
  Json item(const LostFact& l) const { return {{"path", path(l.file)}, {"line", l.line}, {"end_line", l.end_line}}; }
  Json item(const BaseFact& b) const {
    return {{"derived", json::symbol_id(b.derived)}, {"base", json::symbol_id(b.base)}};
  }
  Json item(const Mark& m) const {
    return {{"path", path(m.where.file)}, {"line", m.where.line},     {"covered", m.covered},
            {"rules", text(m.rules)},     {"reason", text(m.reason)}, {"is_understood", m.fault == MarkFault::none}};
  }
  Json item(const FunctionFact& f) const { return body_json(program_, f); }

  const Program& program_;
  std::ostream& out_;
};

}  // namespace

void write_program_json(const Program& program, std::ostream& out) { Writer(program, out).write(); }

}  // namespace loadline
