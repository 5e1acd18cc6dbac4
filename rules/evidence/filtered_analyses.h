// The analyses that a rule about metrics uses: of all dependencies, or of those that pass its entry's filters.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "rules/evidence/evidence_filter.h"

namespace loadline {

// An entry without filters shares what others computed; one with filters costs a second graph. Keeps references to its
// arguments.
class FilteredAnalyses {
 public:
  FilteredAnalyses(const Analyses& all, const RuleEntry& entry) : all_(all), filter_(all, entry) {
    if (filter_.passes_all()) return;
    own_ = std::make_unique<Analyses>(all, [this](const Evidence& evidence) { return filter_.passes(evidence); });
  }
  FilteredAnalyses(const FilteredAnalyses&) = delete;
  FilteredAnalyses& operator=(const FilteredAnalyses&) = delete;

  const Analyses& get() const { return own_ ? *own_ : all_; }

 private:
  const Analyses& all_;
  EvidenceFilter filter_;
  std::unique_ptr<Analyses> own_;
};

}  // namespace loadline
