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

#include "analyzers/facts/described_facts.h"

namespace loadline {
namespace {

// From the old numbers of texts and files to the new ones.
struct Translation {
  const std::vector<std::uint32_t>& texts;
  const std::vector<std::uint32_t>& files;

  template <class Fact>
  void operator()(Fact& fact) const {
    fields::for_each_text(fact, [&](TextIndex& index) { index = texts[index]; });
    fields::for_each_file(fact, [&](FileIndex& index) {
      if (index != kNone) index = files[index];
    });
  }
};

template <class Value>
void append_bytes(std::string& bytes, const Value& value) {
  if constexpr (std::is_class_v<Value>) {
    fields::for_each_member<Value>([&]<class Role>(const auto member, const Role&) {
      if constexpr (!std::is_same_v<Role, fields::BlockBeginRole>) append_bytes(bytes, value.*member);
    });
  } else {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
}

// What a fact and the parts that belong to it say, as bytes: equal for equal bodies wherever they are. (The structs
// themselves have padding.)
template <class Fact>
void append_content(std::string& bytes, const BodyLists& lists, const Fact& fact) {
  append_bytes(bytes, fact);
  fields::for_each_block<Fact>([&](const auto& block) {
    for (const auto& part : fields::part_of(lists, fact, block)) append_content(bytes, lists, part);
  });
}

void write_content(const Bodies& bodies, const FunctionFact& function, std::string& bytes) {
  bytes.clear();
  append_content(bytes, bodies, function);
}

// The fact in the new numbers, after its parts have been appended to `bodies`.
template <class Fact>
Fact append_parts(const TuFacts& facts, Fact fact, const Translation& translate, Bodies& bodies) {
  translate(fact);
  fields::for_each_block<Fact>([&](const auto& block) {
    const auto parts = fields::part_of(facts, fact, block);
    auto& target = bodies.*block.list;
    fact.*block.first = static_cast<std::uint32_t>(target.size());
    for (const auto& part : parts) target.push_back(append_parts(facts, part, translate, bodies));
  });
  return fact;
}

// Undoes what append_parts() just appended for `function`.
void remove_last_body(const FunctionFact& function, std::size_t arguments, Bodies& bodies) {
  fields::for_each_block<FunctionFact>([&](const auto& block) { (bodies.*block.list).resize(function.*block.first); });
  bodies.arguments.resize(arguments);
}

// ---- Putting the bodies into their final form ----

// Fills Bodies::texts, sorted, with the texts in use; returns the position there of each text of the pool.
std::vector<std::uint32_t> number_texts(const TextPool& pool, Bodies& bodies) {
  std::vector<bool> used(pool.size());
  used[0] = true;
  fields::for_each_body_list(bodies, [&](const auto& list) {
    for (const auto& fact : list) fields::for_each_text(fact, [&](TextIndex text) { used[text] = true; });
  });
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
    // Instantiations of one template: there are few, so comparing everything they say is cheap.
    std::string left_content, right_content;
    write_content(bodies, left, left_content);
    write_content(bodies, right, right_content);
    return left_content < right_content;
  };
  std::sort(bodies.functions.begin(), bodies.functions.end(), before);
}

// Lays the blocks out in the order of `facts`: one list at a time, to hold only one of them twice.
template <class Fact>
void arrange_blocks(Bodies& bodies, std::vector<Fact>& facts) {
  fields::for_each_block<Fact>([&](const auto& block) {
    auto& all = bodies.*block.list;
    std::remove_reference_t<decltype(all)> arranged;
    arranged.reserve(all.size());
    for (Fact& fact : facts) {
      const auto part = fields::part_of(bodies, fact, block);
      fact.*block.first = static_cast<std::uint32_t>(arranged.size());
      arranged.insert(arranged.end(), part.begin(), part.end());
    }
    all = std::move(arranged);
    arrange_blocks(bodies, all);
  });
}

}  // namespace

void BodyMerger::add(const TuFacts& facts, const std::vector<std::uint32_t>& texts,
                     const std::vector<std::uint32_t>& files, const std::function<bool(std::uint32_t)>& leaves_out) {
  const Translation translate{texts, files};
  for (const FunctionFact& original : facts.functions) {
    if (original.file != kNone && leaves_out(files[original.file])) continue;
    const std::size_t arguments = bodies_.arguments.size();
    const FunctionFact function = append_parts(facts, original, translate, bodies_);
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
  fields::for_each_body_list(bodies_, [&](auto& list) { std::for_each(list.begin(), list.end(), translate); });
  sort_functions(bodies_);
  arrange_blocks(bodies_, bodies_.functions);
  return std::move(bodies_);
}

}  // namespace loadline
