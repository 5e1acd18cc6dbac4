// Where an id stands in a sorted list, in about one step when ids are spread evenly, as digests are.
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

  // `ids` are sorted: any range whose elements have a member `id`.
  template <class Records>
  explicit IdLookup(const Records& ids) {
    if (ids.empty()) return;
    smallest_ = ids.front().id;
    largest_ = ids.back().id;
    const int bits_of_count = std::bit_width(ids.size());
    shift_ = std::max(0, static_cast<int>(std::bit_width(largest_ - smallest_)) - static_cast<int>(bits_of_count));
    first_.resize(part_of(largest_) + 2);
    for (const auto& record : ids) ++first_[part_of(record.id) + 1];
    for (std::size_t part = 1; part < first_.size(); ++part) first_[part] += first_[part - 1];
  }

  // The places where `id` can be: from the first up to, not including, the second.
  std::pair<std::uint32_t, std::uint32_t> range(std::uint64_t id) const {
    if (first_.empty() || id < smallest_ || id > largest_) return {0, 0};
    const std::size_t part = part_of(id);
    return {first_[part], first_[part + 1]};
  }

 private:
  std::size_t part_of(std::uint64_t id) const { return static_cast<std::size_t>((id - smallest_) >> shift_); }

  std::uint64_t smallest_ = 0, largest_ = 0;
  int shift_ = 0;
  std::vector<std::uint32_t> first_;
};

}  // namespace loadline
