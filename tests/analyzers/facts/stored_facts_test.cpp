// What is stored comes back, and nothing else does.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cstring>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "analyzers/facts/sound_facts.h"
#include "analyzers/facts/stored_facts.h"
#include "facts_generated.h"
#include "tests/support/sample_facts.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// Decodes an aligned copy that ends with its memory (to the word), so that a sanitizer sees steps beyond.
std::optional<TuFacts> decode_copy(std::string_view bytes) {
  std::vector<std::uint64_t> words(bytes.size() / 8 + (bytes.size() % 8 != 0));
  char* const begin = reinterpret_cast<char*>(words.data());
  if (!bytes.empty()) std::memcpy(begin, bytes.data(), bytes.size());
  return decode_facts({begin, bytes.size()});
}

// Empty facts that say they are of that version.
std::string bytes_of_version(std::uint32_t version) {
  std::string bytes = encode_facts(TuFacts{});
  const auto* const facts = reinterpret_cast<const flatbuffers::Table*>(stored::GetFacts(bytes.data()));
  const auto* const field = reinterpret_cast<const char*>(facts->GetAddressOf(stored::Facts::VT_VERSION));
  std::memcpy(bytes.data() + (field - bytes.data()), &version, sizeof version);
  return bytes;
}

// The sample with its lists changed by `change`, which gets the offsets of the lists.
template <class Change>
std::string bytes_with_lists(Change change) {
  const std::string whole = encode_facts(sample_facts());
  const stored::Facts& facts = *stored::GetFacts(whole.data());
  flatbuffers::FlatBufferBuilder builder;
  const auto text_bytes = builder.CreateVector(facts.text_bytes()->data(), facts.text_bytes()->size());
  const auto text_ends = builder.CreateVector(facts.text_ends()->data(), facts.text_ends()->size());
  std::vector<std::vector<std::uint8_t>> rows;
  for (const stored::List* list : *facts.lists()) rows.emplace_back(list->rows()->begin(), list->rows()->end());
  change(rows);
  std::vector<flatbuffers::Offset<stored::List>> lists;
  for (const auto& bytes : rows) lists.push_back(stored::CreateList(builder, builder.CreateVector(bytes)));
  const auto stored_lists = builder.CreateVector(lists);
  builder.Finish(stored::CreateFacts(builder, kFactsVersion, text_bytes, text_ends, stored_lists),
                 stored::FactsIdentifier());
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

}  // namespace

TEST_CASE("facts come back from their stored form as they were") {
  const TuFacts facts = sample_facts();
  const std::string bytes = encode_facts(facts);
  const std::optional<TuFacts> read = decode_facts(bytes);
  REQUIRE(read.has_value());
  CHECK(read->texts == facts.texts);
  CHECK(read->path(0) == "src/counter.cc");
  CHECK(read->files[2].origin == Origin::system);
  CHECK(read->includes[2].to == kNone);
  CHECK(read->text(read->includes[1].condition) == "#if THREADS");
  CHECK(read->symbols[2].flags == (kVirtual | kHasBody));
  CHECK(read->declarations[3].end_line == 20);
  CHECK(read->references[1].kind == ReferenceKind::write);
  CHECK(read->arguments[1].place.last_field == facts.arguments[1].place.last_field);
  CHECK(read->functions[0].return_count == 1);
  CHECK(read->catches[0].rethrows == 1);
  CHECK(read->problems[0].kind == ProblemKind::missing_header);
  // Every field takes part in the bytes (see the next test), so this compares all that was not named above.
  CHECK(encode_facts(*read) == bytes);
}

TEST_CASE("equal facts have equal bytes, whatever their memory held before") {
  CHECK(encode_facts(sample_facts()) == encode_facts(sample_facts()));
  CHECK(encode_facts(TuFacts{}) == encode_facts(TuFacts{}));
  TuFacts changed = sample_facts();
  changed.captures[0].by_copy = 1;
  CHECK(encode_facts(changed) != encode_facts(sample_facts()));
}

TEST_CASE("empty facts, and texts with any bytes in them, are stored too") {
  REQUIRE(decode_facts(encode_facts(TuFacts{})).has_value());
  TuFacts facts;
  facts.texts.push_back(std::string("a\0b\xff\n", 5));
  facts.texts.emplace_back();
  facts.texts.emplace_back(100'000, 'x');
  const std::optional<TuFacts> read = decode_facts(encode_facts(facts));
  REQUIRE(read.has_value());
  CHECK(read->texts == facts.texts);
}

TEST_CASE("facts of another version are not read") {
  CHECK(decode_facts(bytes_of_version(kFactsVersion)).has_value());
  CHECK_FALSE(decode_facts(bytes_of_version(kFactsVersion + 1)).has_value());
  CHECK_FALSE(decode_facts(bytes_of_version(0)).has_value());
}

TEST_CASE("facts cut short at any length are refused or whole") {
  const std::string bytes = encode_facts(sample_facts());
  for (std::size_t length = 0; length + 8 < bytes.size(); ++length) {
    const std::optional<TuFacts> facts = decode_copy(std::string_view(bytes).substr(0, length));
    if (facts.has_value()) FAIL("decoded from the first " << length << " bytes of " << bytes.size());
  }
}

TEST_CASE("facts with any one byte changed are refused or sound") {
  const std::string bytes = encode_facts(sample_facts());
  std::size_t refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ flip);
      const std::optional<TuFacts> facts = decode_copy(damaged);
      if (!facts.has_value()) ++refused;
      if (facts.has_value() && !are_sound(*facts)) FAIL("unsound facts after a change of byte " << at);
    }
  }
  CHECK(refused > bytes.size() / 2);  // most bytes are indexes
}

TEST_CASE("facts with a list too many, a list too few, or half a row are refused") {
  CHECK(decode_facts(bytes_with_lists([](auto&) {})).has_value());
  CHECK_FALSE(decode_facts(bytes_with_lists([](auto& rows) { rows.pop_back(); })).has_value());
  CHECK_FALSE(decode_facts(bytes_with_lists([](auto& rows) { rows.emplace_back(); })).has_value());
  CHECK_FALSE(decode_facts(bytes_with_lists([](auto& rows) { rows[0].pop_back(); })).has_value());
}

TEST_CASE("facts whose numbers cross the words of memory are refused") {
  const std::string bytes = encode_facts(sample_facts());
  std::vector<std::uint64_t> words(bytes.size() / 8 + 2);
  char* const begin = reinterpret_cast<char*>(words.data()) + 4;
  std::memcpy(begin, bytes.data(), bytes.size());
  CHECK_FALSE(decode_facts({begin, bytes.size()}).has_value());
}

TEST_CASE("bytes that are not facts at all are refused") {
  CHECK_FALSE(decode_copy("").has_value());
  CHECK_FALSE(decode_copy("LLFT").has_value());
  CHECK_FALSE(decode_copy(std::string(4096, '\0')).has_value());
  CHECK_FALSE(decode_copy(std::string(4096, '\xff')).has_value());
}
