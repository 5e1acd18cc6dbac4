// The checks behind are_sound(): one function per struct of facts.h.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/sound_facts.h"

#include <algorithm>
#include <cstddef>

namespace loadline {
namespace {

template <class Enum>
bool in_range(Enum value, Enum last) {
  return value <= last;
}

class Checker {
 public:
  explicit Checker(const TuFacts& facts) : facts_(facts) {}

  bool all() const {
    return !facts_.texts.empty() && facts_.texts[0].empty() && each(facts_.files) && each(facts_.includes) &&
           each(facts_.symbols) && each(facts_.declarations) && each(facts_.references) && each(facts_.calls) &&
           each(facts_.arguments) && each(facts_.writes) && each(facts_.guards) && each(facts_.returns) &&
           each(facts_.captures) && each(facts_.catches) && each(facts_.values) && each(facts_.tests) &&
           each(facts_.marks) && each(facts_.problems) && blocks_are_disjoint() && each(facts_.functions);
  }

 private:
  template <class Fact>
  bool each(const std::vector<Fact>& facts) const {
    return std::all_of(facts.begin(), facts.end(), [this](const Fact& fact) { return sound(fact); });
  }

  bool text(TextIndex index) const { return index < facts_.texts.size(); }
  bool file(FileIndex index) const { return index < facts_.files.size(); }

  bool sound(const FileFact& f) const { return text(f.path) && in_range(f.origin, Origin::system); }
  bool sound(const IncludeFact& i) const {
    return file(i.from) && (i.to == kNone || file(i.to)) && text(i.spelling) && text(i.condition);
  }
  bool sound(const SymbolFact& s) const {
    return text(s.name) && text(s.signature) && text(s.value) && in_range(s.kind, SymbolKind::namespace_alias) &&
           in_range(s.access, Access::private_) && in_range(s.linkage, Linkage::external);
  }
  bool sound(const DeclarationFact& d) const { return file(d.file); }
  bool sound(const ReferenceFact& r) const { return file(r.file) && in_range(r.kind, ReferenceKind::catch_); }
  bool sound(const PlaceFact& p) const { return in_range(p.root, Root::literal) && text(p.path); }
  bool sound(const ArgumentFact& a) const {
    return sound(a.place) && text(a.literal) && in_range(a.passing, Passing::move) && a.is_literal <= 4;
  }
  bool sound(const CallFact& c) const {
    return sound(c.object) && file(c.file) && fits(c.first_argument, c.argument_count, facts_.arguments.size());
  }
  bool sound(const WriteFact& w) const {
    return sound(w.place) && file(w.file) && in_range(w.how, WriteHow::initialize);
  }
  bool sound(const GuardFact& g) const { return sound(g.mutex) && file(g.file); }
  bool sound(const ReturnFact& r) const { return sound(r.place); }
  bool sound(const CaptureFact& c) const { return sound(c.place) && text(c.name); }
  bool sound(const ValueFact& v) const {
    return sound(v.place) && text(v.text) && in_range(v.kind, ValueKind::choice) && v.is_literal <= 4;
  }
  bool sound(const TestFact& t) const { return file(t.file) && text(t.constant); }
  bool sound(const CatchFact& c) const { return file(c.file); }
  bool sound(const MarkFact& m) const {
    return file(m.file) && text(m.rules) && text(m.reason) && in_range(m.fault, MarkFault::spelling);
  }
  bool sound(const ProblemFact& p) const {
    return (p.file == kNone || file(p.file)) && text(p.message) && in_range(p.kind, ProblemKind::crash);
  }
  bool sound(const FunctionFact& f) const {
    return file(f.file) && fits(f.first_call, f.call_count, facts_.calls.size()) &&
           fits(f.first_write, f.write_count, facts_.writes.size()) &&
           fits(f.first_guard, f.guard_count, facts_.guards.size()) &&
           fits(f.first_return, f.return_count, facts_.returns.size()) &&
           fits(f.first_capture, f.capture_count, facts_.captures.size()) &&
           fits(f.first_catch, f.catch_count, facts_.catches.size()) &&
           fits(f.first_value, f.value_count, facts_.values.size()) &&
           fits(f.first_test, f.test_count, facts_.tests.size()) && call_results_exist(f) && values_exist(f);
  }

  static bool fits(std::uint64_t first, std::uint64_t count, std::size_t size) { return first + count <= size; }

  // Ranges that overlap would make every body repeat the same facts: small input, endless memory. Disjoint ranges
  // cannot add up to more than there is.
  bool blocks_are_disjoint() const {
    return adds_up(&FunctionFact::call_count, facts_.calls.size()) &&
           adds_up(&FunctionFact::write_count, facts_.writes.size()) &&
           adds_up(&FunctionFact::guard_count, facts_.guards.size()) &&
           adds_up(&FunctionFact::return_count, facts_.returns.size()) &&
           adds_up(&FunctionFact::capture_count, facts_.captures.size()) &&
           adds_up(&FunctionFact::catch_count, facts_.catches.size()) &&
           adds_up(&FunctionFact::value_count, facts_.values.size()) &&
           adds_up(&FunctionFact::test_count, facts_.tests.size()) && arguments_add_up();
  }
  bool adds_up(std::uint32_t FunctionFact::* count, std::size_t size) const {
    std::uint64_t total = 0;
    for (const FunctionFact& function : facts_.functions) total += function.*count;
    return total <= size;
  }
  bool arguments_add_up() const {
    std::uint64_t total = 0;
    for (const CallFact& call : facts_.calls) total += call.argument_count;
    return total <= facts_.arguments.size();
  }

  // REQUIRES: the ranges of the function fit.
  bool call_results_exist(const FunctionFact& function) const {
    const auto exists = [&](const PlaceFact& place) {
      return place.root != Root::call_result || place.index == kNone || place.index < function.call_count;
    };
    for (std::uint32_t i = 0; i < function.call_count; ++i) {
      const CallFact& call = facts_.calls[function.first_call + i];
      if (!exists(call.object) || (call.chain != kNone && call.chain >= function.call_count)) return false;
      for (std::uint32_t k = 0; k < call.argument_count; ++k) {
        if (!exists(facts_.arguments[call.first_argument + k].place)) return false;
      }
    }
    for (std::uint32_t i = 0; i < function.write_count; ++i) {
      const WriteFact& write = facts_.writes[function.first_write + i];
      if (!exists(write.place) || (write.target != kNone && write.target >= function.call_count)) return false;
    }
    for (std::uint32_t i = 0; i < function.guard_count; ++i) {
      if (!exists(facts_.guards[function.first_guard + i].mutex)) return false;
    }
    for (std::uint32_t i = 0; i < function.return_count; ++i) {
      if (!exists(facts_.returns[function.first_return + i].place)) return false;
    }
    return true;
  }

  // A value is made of values before it, so that a walk into it ends. What a lambda captures is a value of the function
  // around it, which is looked up with care.
  // REQUIRES: the ranges of the function fit.
  bool values_exist(const FunctionFact& function) const {
    const auto exists = [&](std::uint32_t value) { return value == kNone || value < function.value_count; };
    for (std::uint32_t i = 0; i < function.value_count; ++i) {
      const ValueFact& value = facts_.values[function.first_value + i];
      if (!fits(value.first_child, value.child_count, i)) return false;
      const bool is_result = value.place.root == Root::call_result;
      if (is_result && value.place.index != kNone && value.place.index >= function.call_count) return false;
    }
    for (std::uint32_t i = 0; i < function.call_count; ++i) {
      const CallFact& call = facts_.calls[function.first_call + i];
      if (!exists(call.object_value)) return false;
      for (std::uint32_t k = 0; k < call.argument_count; ++k) {
        if (!exists(facts_.arguments[call.first_argument + k].value)) return false;
      }
    }
    for (std::uint32_t i = 0; i < function.write_count; ++i) {
      if (!exists(facts_.writes[function.first_write + i].value)) return false;
    }
    for (std::uint32_t i = 0; i < function.return_count; ++i) {
      if (!exists(facts_.returns[function.first_return + i].value)) return false;
    }
    for (std::uint32_t i = 0; i < function.test_count; ++i) {
      if (!exists(facts_.tests[function.first_test + i].value)) return false;
    }
    return true;
  }

  const TuFacts& facts_;
};

}  // namespace

bool are_sound(const TuFacts& facts) { return Checker(facts).all(); }

}  // namespace loadline
