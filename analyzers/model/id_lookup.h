// Where an id is in a sorted list, in about one step when ids are spread evenly, as digests are.
// SPDX-License-Identifier: Apache-2.0
//
//   ids      3  9  |  21  |  34  35  |      the range of ids in equal parts, about as many as there are ids; for each
//   first_   0        2      3          5   part the place of its first id
//
// A binary search over a million symbols waits for memory some twenty times, this one about twice. Ids that are not
// spread evenly cost a binary search within their part.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace loadline {

class IdLookup {
 public:
  IdLookup() = default;

  // Records in the order of their ids; `id_of` takes one and returns its id.
  template <class Records, class IdOf>
  IdLookup(const Records& records, IdOf id_of) {
    if (records.empty()) return;
    smallest_ = id_of(records.front());
    largest_ = id_of(records.back());
    shift_ = std::max(0, bits(largest_ - smallest_) - bits(records.size()));
    first_.resize(part_of(largest_) + 2);
    for (const auto& record : records) ++first_[part_of(id_of(record)) + 1];
    for (std::size_t part = 1; part < first_.size(); ++part) first_[part] += first_[part - 1];
  }

  // The places where `id` can be: from the first up to, not including, the second.
  std::pair<std::uint32_t, std::uint32_t> range(std::uint64_t id) const {
    if (first_.empty() || id < smallest_ || id > largest_) return {0, 0};
    const std::size_t part = part_of(id);
    return {first_[part], first_[part + 1]};
  }

 private:
  static int bits(std::uint64_t number) { return static_cast<int>(std::bit_width(number)); }
  std::size_t part_of(std::uint64_t id) const { return static_cast<std::size_t>((id - smallest_) >> shift_); }

  std::uint64_t smallest_ = 0, largest_ = 0;
  int shift_ = 0;
  std::vector<std::uint32_t> first_;
};

}  // namespace loadline
