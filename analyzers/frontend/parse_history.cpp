// The costs of earlier parses, as text in the store: "unit milliseconds KiB", one per line.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/parse_history.h"

#include <sstream>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

constexpr std::size_t kMostUnits = 200000;  // of all projects that share a cache; about ten megabytes

StoreKey history_key() {
  KeyDigest key;
  key.add("parse history");
  return key.value();
}

}  // namespace

void ParseHistory::load() {
  const std::lock_guard lock(mutex_);
  store_.load(history_key(), [&](std::string_view text) {
    std::istringstream lines{std::string(text)};
    std::uint64_t unit = 0, milliseconds = 0, kibibytes = 0;
    while (lines >> unit >> milliseconds >> kibibytes) {
      costs_[unit] = {static_cast<double>(milliseconds) / 1000, kibibytes << 10};
    }
  });
}

void ParseHistory::save() {
  const std::lock_guard lock(mutex_);
  if (!changed_ || costs_.size() > kMostUnits) return;
  std::ostringstream lines;
  for (const auto& [unit, cost] : costs_) {
    lines << unit << ' ' << static_cast<std::uint64_t>(cost.seconds * 1000) << ' ' << (cost.memory >> 10) << '\n';
  }
  store_.save(history_key(), lines.str());
}

std::optional<ParseCost> ParseHistory::cost_of(std::uint64_t unit) const {
  const std::lock_guard lock(mutex_);
  const auto known = costs_.find(unit);
  return known == costs_.end() ? std::nullopt : std::optional(known->second);
}

void ParseHistory::note(std::uint64_t unit, ParseCost cost) {
  const std::lock_guard lock(mutex_);
  costs_[unit] = cost;
  changed_ = true;
}

}  // namespace loadline::frontend
