// Gives each project header to one TU.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/claim_plan.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "analyzers/frontend/digest.h"

namespace loadline::frontend {
namespace {

struct Bid {
  bool same_stem = false;
  std::uint64_t weight = 0;
  std::size_t unit = 0;

  // The pair of header and source comes first; among the others the hash decides, and a tie is no tie in practice.
  friend bool operator<(const Bid& a, const Bid& b) {
    return std::tie(a.same_stem, a.weight) < std::tie(b.same_stem, b.weight);
  }
};

std::string stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

}  // namespace

void plan_claims(std::vector<PlannedUnit>& units, const FilePaths& paths) {
  std::map<std::pair<std::string, std::uint64_t>, Bid> best;  // by header name and variant
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string unit_name = paths.portable(units[i].source);
    for (const ScannedFile& file : units[i].scan->files) {
      const auto name = paths.project_name(file.path);
      if (!name || file.path == units[i].source) continue;
      if (file.repeated) {
        units[i].owned_headers.push_back(*name);
        continue;
      }
      const Bid bid{stem(*name) == stem(units[i].source), digest(*name + "\n" + unit_name), i};
      const auto [winner, is_new] = best.try_emplace({*name, file.variant}, bid);
      if (!is_new && winner->second < bid) winner->second = bid;
    }
  }
  for (const auto& [header, bid] : best) units[bid.unit].owned_headers.push_back(header.first);
  for (PlannedUnit& unit : units) std::sort(unit.owned_headers.begin(), unit.owned_headers.end());
}

}  // namespace loadline::frontend
