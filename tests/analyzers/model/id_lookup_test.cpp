// Every id is found where it is, however the ids are spread.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "analyzers/model/id_lookup.h"

using namespace loadline;

namespace {

struct Record {
  std::uint64_t id = 0;
};

bool finds_all(std::vector<std::uint64_t> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<Record> records;
  for (const std::uint64_t id : ids) records.push_back({id});
  const IdLookup lookup(records, [](const auto& record) { return record.id; });
  for (std::uint32_t place = 0; place < ids.size(); ++place) {
    const auto [first, last] = lookup.range(ids[place]);
    if (place < first || place >= last) return false;
  }
  return true;
}

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("an id is in the range that is given for it", "[id-lookup]") {
  std::mt19937_64 random(7);
  std::vector<std::uint64_t> even, close, split;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    even.push_back(random());
    close.push_back(i);
    split.push_back(i % 2 == 0 ? i : kLargest - i);
  }
  CHECK(finds_all(even));
  CHECK(finds_all(close));
  CHECK(finds_all(split));
  CHECK(finds_all({5}));
  CHECK(finds_all({0, kLargest}));
  CHECK(finds_all({}));
}

TEST_CASE("evenly spread ids leave a few places to search, and others none", "[id-lookup]") {
  std::vector<Record> records;
  for (std::uint64_t i = 1; i <= 4096; ++i) records.push_back({i * (kLargest / 5000)});
  const IdLookup lookup(records, [](const auto& record) { return record.id; });
  for (const Record& record : records) {
    const auto [first, last] = lookup.range(record.id);
    if (last - first > 2) FAIL("a range of " << last - first);
  }
  CHECK(lookup.range(0) == std::pair(0u, 0u));
  CHECK(lookup.range(kLargest) == std::pair(0u, 0u));
  CHECK(IdLookup().range(1) == std::pair(0u, 0u));
}
