// The description of every fact: which fields it has, what each of them is, how it is sorted and how it is printed.
// SPDX-License-Identifier: Apache-2.0
//
// A field that is added to a struct of facts.h and not described here does not compile; once it is described, it is
// stored, checked, merged, sorted and printed. The order of `fields` is the order in which they are stored, and in which
// bodies are compared.
#pragma once

#include <array>
#include <string_view>
#include <tuple>

#include "analyzers/facts/field_roles.h"
#include "analyzers/facts/flag_names.h"

namespace loadline::fields {

// Has, for each fact,
//   fields      what it consists of (field_roles.h)
//   sort_key    the members by which the facts of a TU are sorted; absent where the front end's order means something
//   json_order  the keys in the order in which they are printed; absent where it is that of `fields`
template <class Fact>
struct Description;

template <>
struct Description<FileFact> {
  using F = FileFact;
  static constexpr std::tuple fields{text(&F::path), number(&F::digest), number(&F::lines),
                                     one_of(&F::origin, Origin::system), truth(&F::owned)};
};

template <>
struct Description<IncludeFact> {
  using F = IncludeFact;
  static constexpr std::tuple fields{file(&F::from),
                                     file_or_none(&F::to),
                                     number(&F::line),
                                     text(&F::spelling),
                                     text(&F::condition),
                                     truth(&F::angled),
                                     one_of(&F::import_kind, ImportKind::own)};
  static constexpr std::tuple sort_key{&F::from, &F::line};
};

template <>
struct Description<SymbolFact> {
  using F = SymbolFact;
  static constexpr std::tuple fields{symbol(&F::id),
                                     symbol(&F::parent),
                                     symbol(&F::type),
                                     text(&F::name),
                                     text(&F::signature),
                                     text(&F::value),
                                     flags(&F::flags, symbol_flag_names),
                                     one_of(&F::kind, SymbolKind::namespace_alias),
                                     one_of(&F::access, Access::private_),
                                     one_of(&F::linkage, Linkage::external)};
  static constexpr std::tuple sort_key{&F::id};
};

template <>
struct Description<DeclarationFact> {
  using F = DeclarationFact;
  static constexpr std::tuple fields{symbol(&F::symbol), file(&F::file), number(&F::line), number(&F::end_line),
                                     truth(&F::is_definition)};
  static constexpr std::tuple sort_key{&F::symbol, &F::file, &F::line, &F::end_line, &F::is_definition};
};

template <>
struct Description<ReferenceFact> {
  using F = ReferenceFact;
  static constexpr std::tuple fields{symbol(&F::from),
                                     symbol(&F::to),
                                     file(&F::file),
                                     number(&F::line),
                                     one_of(&F::kind, ReferenceKind::catch_),
                                     flags(&F::flags, reference_flag_names)};
  static constexpr std::tuple sort_key{&F::file, &F::line, &F::from, &F::to, &F::kind, &F::flags};
};

template <>
struct Description<BaseFact> {
  using F = BaseFact;
  static constexpr std::tuple fields{symbol(&F::derived), symbol(&F::base)};
  static constexpr std::tuple sort_key{&F::derived, &F::base};
};

template <>
struct Description<MarkFact> {
  using F = MarkFact;
  static constexpr std::tuple fields{file(&F::file),  number(&F::line), number(&F::covered),
                                     text(&F::rules), text(&F::reason), one_of(&F::fault, MarkFault::spelling)};
  static constexpr std::tuple sort_key{&F::file, &F::line};
};

template <>
struct Description<ProblemFact> {
  using F = ProblemFact;
  static constexpr std::tuple fields{file_or_none(&F::file), number(&F::line), text(&F::message),
                                     one_of(&F::kind, ProblemKind::crash), truth(&F::is_harmless)};
};

template <>
struct Description<LostFact> {
  using F = LostFact;
  static constexpr std::tuple fields{file(&F::file), number(&F::line), number(&F::end_line)};
  static constexpr std::tuple sort_key{&F::file, &F::line};
};

// ---- Bodies ----

template <>
struct Description<PlaceFact> {
  using F = PlaceFact;
  static constexpr std::tuple fields{
      one_of(&F::root, Root::literal, always("root")),
      number(&F::index, when_set("index", "a parameter, or (call-result) a call of the same function")),
      symbol(&F::symbol, when_set("symbol", "the variable it is rooted in")),
      symbol(&F::field, when_set("field", "the first field on the way from the root")),
      symbol(&F::last_field, when_set("last_field")),
      text(&F::path, when_set("path", "the fields, joined with '.'"))};
};

template <>
struct Description<ArgumentFact> {
  using F = ArgumentFact;
  static constexpr std::tuple fields{
      place(&F::place, always("place")),
      literal(&F::literal, &F::literal_kind, when_set("literal", "the constant that is passed")),
      symbol(&F::callable, when_set("callable", "the function or lambda that is passed")),
      symbol(&F::type, when_set("type")),
      value(&F::value),
      number(&F::position, always("position")),
      one_of(&F::passing, Passing::move, always("passing")),
      one_of(&F::literal_kind, LiteralKind::duration, kNotPrinted)};
  static constexpr std::array<std::string_view, 7> json_order{"position", "passing", "place", "literal",
                                                              "callable", "type",    "value"};
};

template <>
struct Description<CallFact> {
  using F = CallFact;
  static constexpr std::tuple fields{symbol(&F::callee, always("callee", "null: not known")),
                                     place(&F::object, always("object")),
                                     location(&F::file, &F::line),
                                     block(&F::first_argument, &F::argument_count, &BodyLists::arguments, "arguments"),
                                     call(&F::chain, when_set("chain", "the call whose result the object is")),
                                     value(&F::object_value, "object_value"),
                                     flags(&F::flags, call_flag_names, always("flags")),
                                     number(&F::block, when_set("block"))};
  static constexpr std::array<std::string_view, 8> json_order{"callee",    "at",    "object",       "flags",
                                                              "arguments", "chain", "object_value", "block"};
};

template <>
struct Description<WriteFact> {
  using F = WriteFact;
  static constexpr std::tuple fields{place(&F::place, always("place")),
                                     location(&F::file, &F::line),
                                     value(&F::value),
                                     call(&F::target, when_set("target", "the call whose result is written to")),
                                     one_of(&F::how, WriteHow::initialize, always("how")),
                                     number(&F::block, when_set("block"))};
  static constexpr std::array<std::string_view, 6> json_order{"at", "how", "place", "value", "target", "block"};
};

template <>
struct Description<GuardFact> {
  using F = GuardFact;
  static constexpr std::tuple fields{place(&F::mutex, always("mutex")), location(&F::file, &F::line),
                                     number(&F::end_line, always("end_line")),
                                     symbol(&F::variable, when_set("variable")), number(&F::block, when_set("block"))};
  static constexpr std::array<std::string_view, 5> json_order{"at", "end_line", "mutex", "variable", "block"};
};

template <>
struct Description<ReturnFact> {
  using F = ReturnFact;
  static constexpr std::tuple fields{inlined_place(&F::place), value(&F::value),
                                     truth(&F::is_copy, when_set("is_copy"))};
};

template <>
struct Description<CaptureFact> {
  using F = CaptureFact;
  static constexpr std::tuple fields{symbol(&F::variable, always("variable", "null: this")),
                                     enclosing_place(&F::place, always("place", "in terms of the enclosing function")),
                                     text(&F::name, when_set("name")),
                                     enclosing_value(&F::value),
                                     symbol(&F::within, when_set("within", "the enclosing function")),
                                     truth(&F::by_copy, always("by_copy"))};
  static constexpr std::array<std::string_view, 6> json_order{"variable", "by_copy", "place",
                                                              "name",     "value",   "within"};
};

template <>
struct Description<CatchFact> {
  using F = CatchFact;
  static constexpr std::tuple fields{location(&F::file, &F::line),
                                     number(&F::end_line, always("end_line")),
                                     symbol(&F::type, always("type", "null: catch (...)")),
                                     truth(&F::rethrows, always("rethrows")),
                                     not_first(&F::body, CatchBody::leaves, always("empty")),
                                     truth(&F::uses_exception, always("uses_exception"))};
  static constexpr std::array<std::string_view, 6> json_order{"type",     "at",    "end_line",
                                                              "rethrows", "empty", "uses_exception"};
};

template <>
struct Description<ValueFact> {
  using F = ValueFact;
  static constexpr std::tuple fields{
      place(&F::place, when_set("place")),
      symbol(&F::symbol, when_set("symbol", "the callable, the enumerator, or the class")),
      literal(&F::text, &F::literal_kind, when_set("literal")),
      children(&F::first_child, &F::child_count),
      number(&F::line, kNotPrinted),
      number(&F::element, when_set("element", "which part of the place"), kWhole),
      one_of(&F::kind, ValueKind::choice, always("kind")),
      one_of(&F::literal_kind, LiteralKind::duration, kNotPrinted)};
  static constexpr std::array<std::string_view, 6> json_order{"kind",    "place",   "symbol",
                                                              "literal", "element", "first_child"};
};

template <>
struct Description<ConditionFact> {
  using F = ConditionFact;
  static constexpr std::tuple fields{value(&F::value),
                                     symbol(&F::enumerator, when_set("enumerator")),
                                     text(&F::constant, when_set("constant")),
                                     location(&F::file, &F::line),
                                     number(&F::block, when_set("block", "where it is asked")),
                                     one_of(&F::use, ConditionUse::returned_negated, always("use"))};
  static constexpr std::array<std::string_view, 6> json_order{"at", "use", "value", "enumerator", "constant", "block"};
};

template <>
struct Description<StepFact> {
  using F = StepFact;
  static constexpr std::tuple fields{number(&F::from, always("from")), number(&F::to, always("to")),
                                     number(&F::condition, when_set("test", "into the tests of the function")),
                                     truth(&F::holds, always("holds"))};
};

template <>
struct Description<FunctionFact> {
  using F = FunctionFact;
  using L = BodyLists;
  static constexpr std::tuple fields{symbol(&F::symbol, always("symbol")),
                                     file(&F::file, always("path")),
                                     number(&F::line, always("line")),
                                     number(&F::end_line, always("end_line")),
                                     truth(&F::from_instantiation, always("from_instantiation")),
                                     block(&F::first_call, &F::call_count, &L::calls, "calls"),
                                     block(&F::first_write, &F::write_count, &L::writes, "writes"),
                                     block(&F::first_guard, &F::guard_count, &L::guards, "guards"),
                                     block(&F::first_return, &F::return_count, &L::returns, "returns"),
                                     block(&F::first_capture, &F::capture_count, &L::captures, "captures"),
                                     block(&F::first_catch, &F::catch_count, &L::catches, "catches"),
                                     block(&F::first_value, &F::value_count, &L::values, "values"),
                                     block(&F::first_condition, &F::condition_count, &L::conditions, "tests"),
                                     block(&F::first_step, &F::step_count, &L::steps, "steps")};
};

// ---- All lists of a TU ----

inline constexpr std::tuple kTuLists{&TuFacts::files,        &TuFacts::includes,   &TuFacts::symbols,
                                     &TuFacts::declarations, &TuFacts::references, &TuFacts::bases,
                                     &TuFacts::marks,        &TuFacts::problems,   &TuFacts::lost};
inline constexpr std::tuple kBodyLists{&BodyLists::functions,  &BodyLists::calls,   &BodyLists::arguments,
                                       &BodyLists::writes,     &BodyLists::guards,  &BodyLists::returns,
                                       &BodyLists::captures,   &BodyLists::catches, &BodyLists::values,
                                       &BodyLists::conditions, &BodyLists::steps};

}  // namespace loadline::fields
