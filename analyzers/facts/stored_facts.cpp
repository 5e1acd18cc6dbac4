// Translates facts to and from FlatBuffers, field by field (a plain copy of the structs would store their padding).
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/stored_facts.h"

#include <cstdint>

#include <flatbuffers/flatbuffers.h>

#include "analyzers/facts/described_facts.h"
#include "analyzers/facts/sound_facts.h"
#include "facts_generated.h"

namespace loadline {
namespace {

// ---- One fact: numbers and enums as they are, the place in it by its own fields ----

template <class Fact>
consteval std::size_t stored_size() {
  if constexpr (std::is_class_v<Fact>) {
    std::size_t size = 0;
    fields::for_each_member<Fact>([&]<class Value>(Value Fact::*, const auto&) { size += stored_size<Value>(); });
    return size;
  } else {
    return sizeof(Fact);
  }
}

// Writes `value` at `at`, and moves `at` past it.
template <class Value>
void write(const Value& value, std::uint8_t*& at) {
  if constexpr (std::is_class_v<Value>) {
    fields::for_each_member<Value>([&](const auto member, const auto&) { write(value.*member, at); });
  } else {
    flatbuffers::WriteScalar(at, value);
    at += sizeof value;
  }
}

// REQUIRES: stored_size<Value>() bytes at `at`.
template <class Value>
void read(const std::uint8_t*& at, Value& value) {
  if constexpr (std::is_class_v<Value>) {
    fields::for_each_member<Value>([&](const auto member, const auto&) { read(at, value.*member); });
  } else {
    value = flatbuffers::ReadScalar<Value>(at);
    at += sizeof value;
  }
}

// ---- Lists ----

template <class Fact>
flatbuffers::Offset<stored::List> write_list(flatbuffers::FlatBufferBuilder& builder, const std::vector<Fact>& facts) {
  std::uint8_t* at = nullptr;
  const auto rows = builder.CreateUninitializedVector(facts.size() * stored_size<Fact>(), &at);
  for (const Fact& fact : facts) write(fact, at);
  return stored::CreateList(builder, rows);
}

// False when the rows are incomplete.
template <class Fact>
bool read_list(const stored::List& stored, std::vector<Fact>& facts) {
  if (stored.rows() == nullptr) return false;
  const std::size_t size = stored.rows()->size();
  if (size % stored_size<Fact>() != 0) return false;
  facts.resize(size / stored_size<Fact>());
  const std::uint8_t* at = stored.rows()->data();
  for (Fact& fact : facts) read(at, fact);
  return true;
}

// False when there are not as many lists as there should be, or one of them is incomplete.
bool read_lists(const stored::Facts& stored, TuFacts& facts) {
  if (stored.lists() == nullptr) return false;
  flatbuffers::uoffset_t number = 0;
  bool is_whole = true;
  fields::for_each_list(facts, [&](auto& list) {
    is_whole = is_whole && number < stored.lists()->size() && read_list(*stored.lists()->Get(number), list);
    ++number;
  });
  return is_whole && number == stored.lists()->size();
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
  std::vector<flatbuffers::Offset<stored::List>> lists;
  fields::for_each_list(facts, [&](const auto& list) { lists.push_back(write_list(builder, list)); });
  const auto stored_lists = builder.CreateVector(lists);
  builder.Finish(stored::CreateFacts(builder, kFactsVersion, stored_text_bytes, stored_text_ends, stored_lists),
                 stored::FactsIdentifier());
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

std::optional<TuFacts> decode_facts(std::string_view bytes) {
  if (bytes.size() >= FLATBUFFERS_MAX_BUFFER_SIZE) return std::nullopt;
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  // The verifier compares positions with the beginning of the bytes, wherever that is.
  if (reinterpret_cast<std::uintptr_t>(begin) % alignof(std::uint64_t) != 0) return std::nullopt;
  flatbuffers::Verifier verifier(begin, bytes.size());
  if (!stored::VerifyFactsBuffer(verifier)) return std::nullopt;
  const stored::Facts& stored = *stored::GetFacts(begin);
  if (stored.version() != kFactsVersion) return std::nullopt;

  TuFacts facts;
  if (!read_texts(stored, facts.texts) || !read_lists(stored, facts) || !are_sound(facts)) return std::nullopt;
  return facts;
}

}  // namespace loadline
