// Gives each project header to one TU.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/claim_plan.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

// Power of two of the headers that a unit reads, hash of its name: the greatest wins.
using Favour = std::pair<int, std::uint64_t>;

struct Owner {
  std::size_t unit = 0;
  Favour favour;
};

}  // namespace

void plan_claims(std::vector<PlannedUnit>& units, const FilePaths& paths) {
  std::map<std::pair<std::string, Digest>, Owner> owners;  // by header name and variant
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::vector<std::pair<std::string, Digest>> headers;
    for (const ScannedFile& file : units[i].scan->files) {
      auto name = paths.project_name(file.path);
      if (!name || file.path == units[i].source) continue;
      if (file.repeated) {
        units[i].owned_headers.push_back(std::move(*name));
      } else {
        headers.emplace_back(std::move(*name), file.variant);
      }
    }
    const Owner candidate{i, {std::bit_width(headers.size()), digest(paths.portable(units[i].source))}};
    for (auto& header : headers) {
      const auto [owner, is_new] = owners.try_emplace(std::move(header), candidate);
      if (!is_new && owner->second.favour < candidate.favour) owner->second = candidate;
    }
  }
  for (const auto& [header, owner] : owners) units[owner.unit].owned_headers.push_back(header.first);
  for (PlannedUnit& unit : units) std::sort(unit.owned_headers.begin(), unit.owned_headers.end());
}

}  // namespace loadline::frontend
