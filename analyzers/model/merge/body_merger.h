// Collects the analysed bodies of all TUs, each distinct one once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/model/merge/text_pool.h"
#include "analyzers/model/program.h"

namespace loadline {

class BodyMerger {
 public:
  // `texts` and `files` turn the TU's indexes into numbers that mean the same in all TUs. Bodies in files that
  // `leaves_out` names, by such a number, are not taken in.
  void add(const TuFacts& facts, const std::vector<std::uint32_t>& texts, const std::vector<std::uint32_t>& files,
           const std::function<bool(std::uint32_t)>& leaves_out);

  // `files` turns those file numbers into the Program's.
  Bodies build(const TextPool& texts, const std::vector<FileIndex>& files) &&;

 private:
  using Digest = std::pair<std::uint64_t, std::uint64_t>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const { return static_cast<std::size_t>(digest.first); }
  };

  Bodies bodies_;
  // 128 bits of each body's content. Two bodies that agree in them are assumed to be equal.
  std::unordered_set<Digest, DigestHash> known_;
  std::string content_;  // scratch, kept for its capacity
};

}  // namespace loadline
