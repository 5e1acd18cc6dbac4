// Bodies of a program as text.
// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzers/frontend/expected_effects.h"

#include <algorithm>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

class EffectWriter {
 public:
  EffectWriter(const Program& program, Marks& marks)
      : program_(program), bodies_(program.bodies()), names_(program), marks_(marks) {}

  void write(const FunctionFact& function) {
    suffix_ = suffix_of(function);
    for (std::uint32_t i = 0; i < function.call_count; ++i) write(bodies_.calls[function.first_call + i]);
    for (std::uint32_t i = 0; i < function.write_count; ++i) {
      const WriteFact& fact = bodies_.writes[function.first_write + i];
      if (fact.how == WriteHow::initialize) continue;  // these tests are about what is there already
      say(fact.file, fact.line, std::string(name_of(fact.how)) + " " + text_of(fact.place));
    }
    for (std::uint32_t i = 0; i < function.guard_count; ++i) {
      const GuardFact& fact = bodies_.guards[function.first_guard + i];
      const std::string more = std::to_string(fact.end_line - fact.line);
      say(fact.file, fact.line, "hold " + text_of(fact.mutex) + " for " + more + " lines more");
    }
    for (std::uint32_t i = 0; i < function.return_count; ++i) {
      const ReturnFact& fact = bodies_.returns[function.first_return + i];
      if (fact.place.root == Root::unknown) continue;
      say(function.file, function.line, (fact.is_copy != 0 ? "return copy " : "return ") + text_of(fact.place));
    }
    for (std::uint32_t i = 0; i < function.capture_count; ++i) {
      const CaptureFact& fact = bodies_.captures[function.first_capture + i];
      say(function.file, function.line, (fact.by_copy != 0 ? "capture copy " : "capture ") + text_of(fact.place));
    }
    for (std::uint32_t i = 0; i < function.catch_count; ++i) write(bodies_.catches[function.first_catch + i]);
  }

 private:
  void write(const CallFact& call) {
    std::string text = (call.flags & kCallConstructs) != 0 ? "make" : "call";
    if ((call.flags & kCallImplicit) != 0) text = "silent " + text;
    if ((call.flags & kCallAwaited) != 0) text = "await " + text;
    if ((call.flags & kCallVirtual) != 0) text += "^";
    if ((call.flags & kCallCounted) != 0) text = "counted " + text;
    text += " " + (call.callee == 0 ? std::string("?") : names_.of_id(call.callee)) + "(";
    for (std::uint32_t i = 0; i < call.argument_count; ++i) {
      text += (i == 0 ? "" : ", ") + text_of(bodies_.arguments[call.first_argument + i]);
    }
    text += ")";
    const bool has_object = call.object.root != Root::unknown && (call.flags & kCallConstructs) == 0;
    say(call.file, call.line, has_object ? text + " on " + text_of(call.object) : text);
  }

  void write(const CatchFact& fact) {
    std::string text = "catch " + (fact.type == 0 ? "..." : names_.of_id(fact.type));
    if (fact.rethrows != 0) text += " rethrows";
    if (fact.uses_exception != 0) text += " uses";
    if (fact.body != CatchBody::handles) text += fact.body == CatchBody::empty ? " empty" : " leaves";
    say(fact.file, fact.line, text);
  }

  std::string text_of(const ArgumentFact& argument) const {
    const std::string position = std::to_string(argument.position) + ": ";
    if (argument.literal_kind == LiteralKind::string)
      return position + "\"" + std::string(bodies_.texts[argument.literal]) + "\"";
    if (argument.literal_kind == LiteralKind::null) return position + "null";
    if (argument.literal_kind != LiteralKind::none) return position + std::string(bodies_.texts[argument.literal]);
    if (argument.callable != 0) return position + "&" + names_.of_id(argument.callable);
    return position + std::string(name_of(argument.passing)) + " " + text_of(argument.place);
  }

  std::string text_of(const PlaceFact& place) const {
    std::string text(name_of(place.root));
    if (place.index != kNone) text += "#" + std::to_string(place.index);
    if (place.root == Root::static_) text += " " + names_.of_id(place.symbol);
    return place.path == 0 || place.root == Root::local ? text : text + "." + std::string(bodies_.texts[place.path]);
  }

  std::string suffix_of(const FunctionFact& function) const {
    const Symbol& symbol = program_.symbols()[program_.find_symbol(function.symbol)];
    std::string text;
    if (symbol.kind == SymbolKind::lambda) {
      const std::size_t number = symbol.name.rfind('#');
      text = " in " + std::string(symbol.name.substr(number, symbol.name.size() - number - 1));
    }
    return function.from_instantiation != 0 ? text + "*" : text;
  }

  void say(FileIndex file, std::uint32_t line, const std::string& what) {
    marks_[test::text_of(program_, {file, line})].push_back(what + suffix_);
  }

  const Program& program_;
  const Bodies& bodies_;
  const SymbolNames names_;
  Marks& marks_;
  std::string suffix_;
};

}  // namespace

Marks found_effects(const Program& program) {
  Marks marks;
  EffectWriter writer(program, marks);
  for (const FunctionFact& function : program.bodies().functions) writer.write(function);
  for (auto& [place, texts] : marks) std::sort(texts.begin(), texts.end());
  return marks;
}

}  // namespace loadline::test
