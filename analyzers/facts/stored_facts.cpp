// Translates facts to and from FlatBuffers structs, field by field (a plain copy of ours would store their padding).
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/stored_facts.h"

#include <cstdint>

#include <flatbuffers/flatbuffers.h>

#include "analyzers/facts/sound_facts.h"
#include "facts_generated.h"

namespace loadline {
namespace {

template <class Enum>
std::uint8_t number(Enum value) {
  return static_cast<std::uint8_t>(value);
}

// ---- facts.h to facts.fbs and back: to_stored(x) and from_stored(to_stored(x)) == x ----

stored::File to_stored(const FileFact& f) { return {f.path, f.digest, f.lines, number(f.origin), f.owned}; }
FileFact from_stored(const stored::File& f) { return {f.path(), f.digest(), f.lines(), Origin{f.origin()}, f.owned()}; }

stored::Include to_stored(const IncludeFact& i) { return {i.from, i.to, i.line, i.spelling, i.condition, i.angled}; }
IncludeFact from_stored(const stored::Include& i) {
  return {i.from(), i.to(), i.line(), i.spelling(), i.condition(), i.angled()};
}

stored::Symbol to_stored(const SymbolFact& s) {
  return {s.id,    s.parent, s.type,         s.name,           s.signature,
          s.value, s.flags,  number(s.kind), number(s.access), number(s.linkage)};
}
SymbolFact from_stored(const stored::Symbol& s) {
  return {s.id(),
          s.parent(),
          s.type(),
          s.name(),
          s.signature(),
          s.value(),
          s.flags(),
          SymbolKind{s.kind()},
          Access{s.access()},
          Linkage{s.linkage()}};
}

stored::Declaration to_stored(const DeclarationFact& d) {
  return {d.symbol, d.file, d.line, d.end_line, d.is_definition};
}
DeclarationFact from_stored(const stored::Declaration& d) {
  return {d.symbol(), d.file(), d.line(), d.end_line(), d.is_definition()};
}

stored::Reference to_stored(const ReferenceFact& r) { return {r.from, r.to, r.file, r.line, number(r.kind), r.flags}; }
ReferenceFact from_stored(const stored::Reference& r) {
  return {r.from(), r.to(), r.file(), r.line(), ReferenceKind{r.kind()}, r.flags()};
}

stored::Place to_stored(const PlaceFact& p) {
  return {number(p.root), p.index, p.symbol, p.field, p.last_field, p.path};
}
PlaceFact from_stored(const stored::Place& p) {
  return {Root{p.root()}, p.index(), p.symbol(), p.field(), p.last_field(), p.path()};
}

stored::Function to_stored(const FunctionFact& f) {
  return {f.symbol,        f.file,          f.line,
          f.end_line,      f.first_call,    f.call_count,
          f.first_write,   f.write_count,   f.first_guard,
          f.guard_count,   f.first_return,  f.return_count,
          f.first_capture, f.capture_count, f.first_catch,
          f.catch_count,   f.first_value,   f.value_count,
          f.first_test,    f.test_count,    f.from_instantiation};
}
FunctionFact from_stored(const stored::Function& f) {
  return {f.symbol(),        f.file(),          f.line(),
          f.end_line(),      f.first_call(),    f.call_count(),
          f.first_write(),   f.write_count(),   f.first_guard(),
          f.guard_count(),   f.first_return(),  f.return_count(),
          f.first_capture(), f.capture_count(), f.first_catch(),
          f.catch_count(),   f.first_value(),   f.value_count(),
          f.first_test(),    f.test_count(),    f.from_instantiation()};
}

stored::Call to_stored(const CallFact& c) {
  return {c.callee, to_stored(c.object), c.file, c.line, c.first_argument, c.argument_count,
          c.chain,  c.object_value,      c.flags};
}
CallFact from_stored(const stored::Call& c) {
  return {c.callee(), from_stored(c.object()), c.file(), c.line(), c.first_argument(), c.argument_count(),
          c.chain(),  c.object_value(),        c.flags()};
}

stored::Argument to_stored(const ArgumentFact& a) {
  return {to_stored(a.place), a.literal, a.callable, a.type, a.value, a.position, number(a.passing), a.is_literal};
}
ArgumentFact from_stored(const stored::Argument& a) {
  return {from_stored(a.place()), a.literal(),          a.callable(),  a.type(), a.value(),
          a.position(),           Passing{a.passing()}, a.is_literal()};
}

stored::Write to_stored(const WriteFact& w) {
  return {to_stored(w.place), w.file, w.line, w.value, w.target, number(w.how)};
}
WriteFact from_stored(const stored::Write& w) {
  return {from_stored(w.place()), w.file(), w.line(), w.value(), w.target(), WriteHow{w.how()}};
}

stored::Guard to_stored(const GuardFact& g) { return {to_stored(g.mutex), g.file, g.line, g.end_line}; }
GuardFact from_stored(const stored::Guard& g) { return {from_stored(g.mutex()), g.file(), g.line(), g.end_line()}; }

stored::Return to_stored(const ReturnFact& r) { return {to_stored(r.place), r.value}; }
ReturnFact from_stored(const stored::Return& r) { return {from_stored(r.place()), r.value()}; }

stored::Capture to_stored(const CaptureFact& c) {
  return {c.variable, to_stored(c.place), c.name, c.value, c.within, c.by_copy};
}
CaptureFact from_stored(const stored::Capture& c) {
  return {c.variable(), from_stored(c.place()), c.name(), c.value(), c.within(), c.by_copy()};
}

stored::Catch to_stored(const CatchFact& c) {
  return {c.file, c.line, c.end_line, c.type, c.rethrows, c.is_empty, c.uses_exception};
}
CatchFact from_stored(const stored::Catch& c) {
  return {c.file(), c.line(), c.end_line(), c.type(), c.rethrows(), c.is_empty(), c.uses_exception()};
}

stored::Value to_stored(const ValueFact& v) {
  return {to_stored(v.place), v.symbol,       v.text,      v.first_child, v.child_count, v.line,
          v.element,          number(v.kind), v.is_literal};
}
ValueFact from_stored(const stored::Value& v) {
  return {from_stored(v.place()), v.symbol(),    v.text(), v.first_child(), v.child_count(), v.line(), v.element(),
          ValueKind{v.kind()},    v.is_literal()};
}

stored::Test to_stored(const TestFact& t) {
  return {t.value, t.enumerator, t.constant, t.file, t.line, t.begin_line, t.end_line};
}
TestFact from_stored(const stored::Test& t) {
  return {t.value(), t.enumerator(), t.constant(), t.file(), t.line(), t.begin_line(), t.end_line()};
}

stored::Base to_stored(const BaseFact& b) { return {b.derived, b.base}; }
BaseFact from_stored(const stored::Base& b) { return {b.derived(), b.base()}; }

stored::Mark to_stored(const MarkFact& m) {
  return {m.file, m.line, m.covered, m.rules, m.reason, static_cast<std::uint8_t>(m.fault)};
}
MarkFact from_stored(const stored::Mark& m) {
  return {m.file(), m.line(), m.covered(), m.rules(), m.reason(), static_cast<MarkFault>(m.fault())};
}

stored::Problem to_stored(const ProblemFact& p) { return {p.file, p.line, p.message, number(p.kind)}; }
ProblemFact from_stored(const stored::Problem& p) { return {p.file(), p.line(), p.message(), ProblemKind{p.kind()}}; }

// ---- Vectors ----

template <class Fact>
auto write(flatbuffers::FlatBufferBuilder& builder, const std::vector<Fact>& facts) {
  using Stored = decltype(to_stored(facts[0]));
  return builder.CreateVectorOfStructs<Stored>(facts.size(),
                                               [&](std::size_t i, Stored* place) { *place = to_stored(facts[i]); });
}

// False when the vector does not stand where its numbers may be read: the verifier looks at offsets, not at structs.
template <class Stored, class Fact>
bool read(const flatbuffers::Vector<const Stored*>* stored, std::vector<Fact>& facts) {
  if (stored == nullptr || stored->size() == 0) return true;
  if (reinterpret_cast<std::uintptr_t>(stored->Data()) % alignof(Stored) != 0) return false;
  facts.reserve(stored->size());
  for (const Stored* item : *stored) facts.push_back(from_stored(*item));
  return true;
}

// False when the texts are not cut properly.
bool read_texts(const stored::Facts& stored, std::vector<std::string>& texts) {
  texts.clear();
  if (stored.text_bytes() == nullptr || stored.text_ends() == nullptr) return false;
  const char* const bytes = reinterpret_cast<const char*>(stored.text_bytes()->data());
  texts.reserve(stored.text_ends()->size());
  std::uint32_t begin = 0;
  for (const std::uint32_t end : *stored.text_ends()) {
    if (end < begin || end > stored.text_bytes()->size()) return false;
    texts.emplace_back(bytes + begin, end - begin);
    begin = end;
  }
  return true;
}

}  // namespace

std::string encode_facts(const TuFacts& facts) {
  flatbuffers::FlatBufferBuilder builder(1 << 16);
  std::vector<std::uint8_t> text_bytes;
  std::vector<std::uint32_t> text_ends;
  for (const std::string& text : facts.texts) {
    text_bytes.insert(text_bytes.end(), text.begin(), text.end());
    text_ends.push_back(static_cast<std::uint32_t>(text_bytes.size()));
  }
  // One statement each: the order of evaluation of function arguments would be the compiler's, and so would the bytes.
  const auto stored_text_bytes = builder.CreateVector(text_bytes);
  const auto stored_text_ends = builder.CreateVector(text_ends);
  const auto files = write(builder, facts.files);
  const auto includes = write(builder, facts.includes);
  const auto symbols = write(builder, facts.symbols);
  const auto declarations = write(builder, facts.declarations);
  const auto references = write(builder, facts.references);
  const auto functions = write(builder, facts.functions);
  const auto calls = write(builder, facts.calls);
  const auto arguments = write(builder, facts.arguments);
  const auto writes = write(builder, facts.writes);
  const auto guards = write(builder, facts.guards);
  const auto returns = write(builder, facts.returns);
  const auto captures = write(builder, facts.captures);
  const auto catches = write(builder, facts.catches);
  const auto values = write(builder, facts.values);
  const auto tests = write(builder, facts.tests);
  const auto bases = write(builder, facts.bases);
  const auto marks = write(builder, facts.marks);
  const auto problems = write(builder, facts.problems);
  builder.Finish(stored::CreateFacts(builder, kFactsVersion, stored_text_bytes, stored_text_ends, files, includes,
                                     symbols, declarations, references, functions, calls, arguments, writes, guards,
                                     returns, captures, catches, values, tests, bases, marks, problems),
                 stored::FactsIdentifier());

  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

std::optional<TuFacts> decode_facts(std::string_view bytes) {
  if (bytes.size() >= FLATBUFFERS_MAX_BUFFER_SIZE) return std::nullopt;
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  flatbuffers::Verifier verifier(begin, bytes.size());
  if (!stored::VerifyFactsBuffer(verifier)) return std::nullopt;
  const stored::Facts& stored = *stored::GetFacts(begin);
  if (stored.version() != kFactsVersion) return std::nullopt;

  TuFacts facts;
  const bool is_whole = read_texts(stored, facts.texts) && read(stored.files(), facts.files) &&
                        read(stored.includes(), facts.includes) && read(stored.symbols(), facts.symbols) &&
                        read(stored.declarations(), facts.declarations) &&
                        read(stored.references(), facts.references) && read(stored.functions(), facts.functions) &&
                        read(stored.calls(), facts.calls) && read(stored.arguments(), facts.arguments) &&
                        read(stored.writes(), facts.writes) && read(stored.guards(), facts.guards) &&
                        read(stored.returns(), facts.returns) && read(stored.captures(), facts.captures) &&
                        read(stored.catches(), facts.catches) && read(stored.values(), facts.values) &&
                        read(stored.tests(), facts.tests) && read(stored.bases(), facts.bases) &&
                        read(stored.marks(), facts.marks) && read(stored.problems(), facts.problems);
  if (!is_whole || !are_sound(facts)) return std::nullopt;
  return facts;
}

}  // namespace loadline
