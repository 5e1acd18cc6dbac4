// The open-addressing table behind TextPool, and the blocks that hold its characters.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/merge/text_pool.h"

#include <cstring>

#include <xxhash.h>

#include "analyzers/facts/facts.h"

namespace loadline {
namespace {

constexpr std::size_t kBlockSize = std::size_t{1} << 18;

}  // namespace

std::string_view TextStorage::store(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > left_) {
    // A text that would waste a new block gets its own; the current block stays in use.
    const bool is_long = text.size() > kBlockSize / 8;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(is_long ? text.size() : kBlockSize));
    char* const block = blocks_.back().get();
    if (is_long) {
      std::memcpy(block, text.data(), text.size());
      return {block, text.size()};
    }
    next_ = block;
    left_ = kBlockSize;
  }
  char* const place = next_;
  std::memcpy(place, text.data(), text.size());
  next_ += text.size();
  left_ -= text.size();
  return {place, text.size()};
}

TextPool::TextPool() : views_(1), slots_(1024, kNone), hashes_(1) {}

std::uint32_t TextPool::intern(std::string_view text) {
  if (text.empty()) return 0;
  const auto hash = static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != kNone; slot = (slot + 1) & mask) {
    const std::uint32_t number = slots_[slot];
    if (hashes_[number] == hash && views_[number] == text) return number;
  }
  const std::uint32_t number = size();
  slots_[slot] = number;
  views_.push_back(storage_.store(text));
  hashes_.push_back(hash);
  if (views_.size() * 2 > slots_.size()) grow();
  return number;
}

void TextPool::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, kNone);
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t number = 1; number < size(); ++number) {
    std::size_t slot = hashes_[number] & mask;
    while (slots[slot] != kNone) slot = (slot + 1) & mask;
    slots[slot] = number;
  }
  slots_ = std::move(slots);
}

}  // namespace loadline
