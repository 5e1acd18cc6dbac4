// Copies bodies block by block, drops repeated ones, and sorts them by symbol and place.
// SPDX-License-Identifier: Apache-2.0
//
// A body is a FunctionFact with ranges of other vectors, and its calls have ranges of arguments:
//
//   functions  [ f ──────────┐ ]     All indexes inside a body are relative to it (PlaceFact::index counts from
//   calls      [ c0 c1 c2 ]◀─┘       first_call), so a body moves as a handful of blocks, and only the `first_…`
//   arguments  [ a0 a1 ]◀─ c1        fields change. Two bodies are equal when all but these fields are.
#include "analyzers/model/merge/body_merger.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <type_traits>

#include <xxhash.h>

namespace loadline {
namespace {

// ---- What the structs consist of, without the fields that say where a block begins ----

auto fields(const PlaceFact& p) { return std::tie(p.root, p.index, p.symbol, p.field, p.last_field, p.path); }
auto fields(const ArgumentFact& a) {
  return std::tie(a.place, a.literal, a.callable, a.type, a.value, a.position, a.passing, a.is_literal);
}
auto fields(const CallFact& c) {
  return std::tie(c.callee, c.object, c.file, c.line, c.argument_count, c.chain, c.object_value, c.flags);
}
auto fields(const WriteFact& w) { return std::tie(w.place, w.file, w.line, w.value, w.target, w.how); }
auto fields(const ValueFact& v) {
  return std::tie(v.place, v.symbol, v.text, v.first_child, v.child_count, v.line, v.element, v.kind, v.is_literal);
}
auto fields(const TestFact& t) {
  return std::tie(t.value, t.enumerator, t.constant, t.file, t.line, t.begin_line, t.end_line);
}
auto fields(const GuardFact& g) { return std::tie(g.mutex, g.file, g.line, g.end_line); }
auto fields(const ReturnFact& r) { return std::tie(r.place, r.value); }
auto fields(const CaptureFact& c) { return std::tie(c.variable, c.place, c.name, c.value, c.within, c.by_copy); }
auto fields(const CatchFact& c) {
  return std::tie(c.file, c.line, c.end_line, c.type, c.rethrows, c.is_empty, c.uses_exception);
}
auto fields(const FunctionFact& f) {
  return std::tie(f.symbol, f.file, f.line, f.from_instantiation, f.end_line, f.call_count, f.write_count,
                  f.guard_count, f.return_count, f.capture_count, f.catch_count, f.value_count, f.test_count);
}

// ---- Which of them are texts or files ----

struct Translation {
  const std::vector<std::uint32_t>& texts;
  const std::vector<std::uint32_t>& files;

  void text(TextIndex& index) const { index = texts[index]; }
  void file(FileIndex& index) const {
    if (index != kNone) index = files[index];
  }
  void operator()(PlaceFact& p) const { text(p.path); }
  void operator()(ArgumentFact& a) const {
    (*this)(a.place);
    text(a.literal);
  }
  void operator()(CallFact& c) const {
    (*this)(c.object);
    file(c.file);
  }
  void operator()(WriteFact& w) const {
    (*this)(w.place);
    file(w.file);
  }
  void operator()(GuardFact& g) const {
    (*this)(g.mutex);
    file(g.file);
  }
  void operator()(ReturnFact& r) const { (*this)(r.place); }
  void operator()(CaptureFact& c) const {
    (*this)(c.place);
    text(c.name);
  }
  void operator()(ValueFact& v) const {
    (*this)(v.place);
    text(v.text);
  }
  void operator()(TestFact& t) const {
    text(t.constant);
    file(t.file);
  }
  void operator()(CatchFact& c) const { file(c.file); }
  void operator()(FunctionFact& f) const { file(f.file); }
};

// ---- The blocks of a body ----

template <class Fact>
struct Block {
  std::uint32_t FunctionFact::* first;
  std::uint32_t FunctionFact::* count;
  std::vector<Fact> TuFacts::* source;
  std::vector<Fact> Bodies::* target;
};

template <class Use>
void for_each_block(Use use) {
  using F = FunctionFact;
  use(Block<CallFact>{&F::first_call, &F::call_count, &TuFacts::calls, &Bodies::calls});
  use(Block<WriteFact>{&F::first_write, &F::write_count, &TuFacts::writes, &Bodies::writes});
  use(Block<GuardFact>{&F::first_guard, &F::guard_count, &TuFacts::guards, &Bodies::guards});
  use(Block<ReturnFact>{&F::first_return, &F::return_count, &TuFacts::returns, &Bodies::returns});
  use(Block<CaptureFact>{&F::first_capture, &F::capture_count, &TuFacts::captures, &Bodies::captures});
  use(Block<CatchFact>{&F::first_catch, &F::catch_count, &TuFacts::catches, &Bodies::catches});
  use(Block<ValueFact>{&F::first_value, &F::value_count, &TuFacts::values, &Bodies::values});
  use(Block<TestFact>{&F::first_test, &F::test_count, &TuFacts::tests, &Bodies::tests});
}

template <class Fact>
std::span<const Fact> range(const std::vector<Fact>& all, std::uint32_t first, std::uint32_t count) {
  return std::span(all).subspan(first, count);
}

// Appends `facts` and answers where they begin.
template <class Fact>
std::uint32_t append(std::vector<Fact>& target, std::span<const Fact> facts) {
  const auto first = static_cast<std::uint32_t>(target.size());
  target.insert(target.end(), facts.begin(), facts.end());
  return first;
}

template <class Value>
void append_bytes(std::string& bytes, const Value& value) {
  if constexpr (std::is_arithmetic_v<Value> || std::is_enum_v<Value>) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  } else {
    std::apply([&](const auto&... field) { (append_bytes(bytes, field), ...); }, fields(value));
  }
}

// Everything a body says, as bytes: equal for equal bodies wherever they lie. (The structs themselves have padding.)
void write_content(const Bodies& bodies, const FunctionFact& function, std::string& bytes) {
  bytes.clear();
  append_bytes(bytes, function);
  for_each_block([&]<class Fact>(const Block<Fact>& block) {
    for (const Fact& fact : range(bodies.*block.target, function.*block.first, function.*block.count)) {
      append_bytes(bytes, fact);
      if constexpr (std::is_same_v<Fact, CallFact>) {
        for (const ArgumentFact& argument : range(bodies.arguments, fact.first_argument, fact.argument_count)) {
          append_bytes(bytes, argument);
        }
      }
    }
  });
}

FunctionFact append_body(const TuFacts& facts, FunctionFact function, const Translation& translate, Bodies& bodies) {
  translate(function);
  for_each_block([&]<class Fact>(const Block<Fact>& block) {
    std::vector<Fact>& target = bodies.*block.target;
    function.*block.first = append(target, range(facts.*block.source, function.*block.first, function.*block.count));
    for (Fact& fact : std::span(target).subspan(function.*block.first)) {
      translate(fact);
      if constexpr (std::is_same_v<Fact, CallFact>) {
        fact.first_argument =
            append(bodies.arguments, range(facts.arguments, fact.first_argument, fact.argument_count));
        for (ArgumentFact& argument : std::span(bodies.arguments).subspan(fact.first_argument)) translate(argument);
      }
    }
  });
  return function;
}

// Takes back what append_body() just appended for `function`.
void remove_last_body(const FunctionFact& function, std::size_t arguments, Bodies& bodies) {
  for_each_block([&](const auto& block) { (bodies.*block.target).resize(function.*block.first); });
  bodies.arguments.resize(arguments);
}

// ---- Putting the bodies into their final form ----

template <class Use>
void for_each_vector(Bodies& bodies, Use use) {
  use(bodies.functions);
  use(bodies.arguments);
  for_each_block([&](const auto& block) { use(bodies.*block.target); });
}

// Calls `use` for each text index that is in use.
template <class Use>
void for_each_text(const Bodies& bodies, Use use) {
  for (const CallFact& call : bodies.calls) use(call.object.path);
  for (const WriteFact& write : bodies.writes) use(write.place.path);
  for (const GuardFact& guard : bodies.guards) use(guard.mutex.path);
  for (const ReturnFact& result : bodies.returns) use(result.place.path);
  for (const CaptureFact& capture : bodies.captures) {
    use(capture.place.path);
    use(capture.name);
  }
  for (const ValueFact& value : bodies.values) {
    use(value.place.path);
    use(value.text);
  }
  for (const TestFact& test : bodies.tests) use(test.constant);
  for (const ArgumentFact& argument : bodies.arguments) {
    use(argument.place.path);
    use(argument.literal);
  }
}

// Fills Bodies::texts, sorted, with the texts in use; answers the position there of each text of the pool.
std::vector<std::uint32_t> number_texts(const TextPool& pool, Bodies& bodies) {
  std::vector<bool> used(pool.size());
  used[0] = true;
  for_each_text(bodies, [&](TextIndex text) { used[text] = true; });
  std::vector<std::uint32_t> order;
  for (std::uint32_t number = 0; number < pool.size(); ++number) {
    if (used[number]) order.push_back(number);
  }
  std::sort(order.begin(), order.end(), [&](auto left, auto right) { return pool.view(left) < pool.view(right); });
  std::vector<std::uint32_t> positions(pool.size(), kNone);
  for (const std::uint32_t number : order) {
    positions[number] = static_cast<std::uint32_t>(bodies.texts.size());
    bodies.texts.push_back(pool.view(number));
  }
  return positions;
}

void sort_functions(Bodies& bodies) {
  const auto key = [](const FunctionFact& f) { return std::tie(f.symbol, f.file, f.line, f.from_instantiation); };
  const auto before = [&](const FunctionFact& left, const FunctionFact& right) {
    if (key(left) != key(right)) return key(left) < key(right);
    // Instantiations of one template: there are few, so that comparing all they say does not cost much.
    std::string left_content, right_content;
    write_content(bodies, left, left_content);
    write_content(bodies, right, right_content);
    return left_content < right_content;
  };
  std::sort(bodies.functions.begin(), bodies.functions.end(), before);
}

// Lays the blocks out in the order of the functions: one vector at a time, to hold only one of them twice.
void arrange_blocks(Bodies& bodies) {
  for_each_block([&]<class Fact>(const Block<Fact>& block) {
    std::vector<Fact>& all = bodies.*block.target;
    std::vector<Fact> arranged;
    arranged.reserve(all.size());
    for (FunctionFact& function : bodies.functions) {
      function.*block.first = append(arranged, range(all, function.*block.first, function.*block.count));
    }
    all = std::move(arranged);
  });
  std::vector<ArgumentFact> arranged;
  arranged.reserve(bodies.arguments.size());
  for (CallFact& call : bodies.calls) {
    call.first_argument = append(arranged, range(bodies.arguments, call.first_argument, call.argument_count));
  }
  bodies.arguments = std::move(arranged);
}

}  // namespace

void BodyMerger::add(const TuFacts& facts, const std::vector<std::uint32_t>& texts,
                     const std::vector<std::uint32_t>& files, const std::function<bool(std::uint32_t)>& leaves_out) {
  const Translation translate{texts, files};
  for (const FunctionFact& original : facts.functions) {
    if (original.file != kNone && leaves_out(files[original.file])) continue;
    const std::size_t arguments = bodies_.arguments.size();
    const FunctionFact function = append_body(facts, original, translate, bodies_);
    write_content(bodies_, function, content_);
    const XXH128_hash_t digest = XXH3_128bits(content_.data(), content_.size());
    if (known_.insert({digest.low64, digest.high64}).second) {
      bodies_.functions.push_back(function);
    } else {
      remove_last_body(function, arguments, bodies_);
    }
  }
}

Bodies BodyMerger::build(const TextPool& texts, const std::vector<FileIndex>& files) && {
  known_.clear();
  const std::vector<std::uint32_t> text_positions = number_texts(texts, bodies_);
  const Translation translate{text_positions, files};
  for_each_vector(bodies_, [&](auto& all) { std::for_each(all.begin(), all.end(), translate); });
  sort_functions(bodies_);
  arrange_blocks(bodies_);
  return std::move(bodies_);
}

}  // namespace loadline
