// What happens to a finding: fresh, known to the baseline, suppressed in the code, or older. Only fresh ones count.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/program.h"
#include "rules/engine/finding.h"
#include "rules/engine/growth.h"
#include "rules/engine/rule.h"
#include "rules/engine/suppressions.h"

namespace loadline {

enum class FindingStatus : std::uint8_t {
  fresh,       // the only ones that the exit code counts
  known,       // the baseline holds it
  suppressed,  // `// loadline: allow(rule) reason` is at it; comes before `known`
  older,       // would be fresh, but the commit that `check --since` names has it, too
};

std::string_view name_of(FindingStatus status);

struct JudgedFinding {
  Finding finding;
  FindingStatus status = FindingStatus::fresh;
  std::string justification;  // the reason given in the mark or in the baseline; may be empty; "" when fresh
  bool was_there = false;     // the baseline or the commit of --since has it, whatever its status is now
  // The fingerprint of the known or older finding that this one is the growth of; "" for all others. A known finding has
  // only the carriers that were there.
  std::string grown_from = {};
};

// One entry of the baseline: the identity of a finding that was there when it was written.
struct KnownFinding {
  std::string rule, from, to, kind;
  std::string reason;                      // why it was let in; may be empty
  std::string fingerprint;                 // of the finding
  std::vector<CarrierName> carriers = {};  // sorted; none: the finding cannot grow, or the baseline is of version 1
};

struct Judgement {
  std::vector<JudgedFinding> findings;    // sorted
  std::vector<Suppression> suppressions;  // all marks of the program
  std::vector<FaultyMark> faulty_marks;   // what was meant as one
  std::vector<bool> used;                 // by suppression: whether a finding is at its place
  std::vector<KnownFinding> stale;        // what the baseline holds and no finding that counts matches
  std::string baseline_path;              // repo-relative
  std::vector<std::string> only;          // the rules that ran; empty: all that are enabled

  bool ran(std::string_view rule) const;
};

struct Baseline {
  std::string path;  // repo-relative
  std::vector<KnownFinding> findings;
  std::vector<KnownMetric> metrics = {};
  bool keeps_carriers = true;  // false: of version 1, where a known finding absorbs whatever joins it
};

// Judges the findings of the rules about the code. `baseline` may be nullptr; `only` as in run_rules. A finding about a
// whole file is suppressed by a mark anywhere in it. `rules` say how marks suppress their findings. Where only some steps
// of an `every_step` finding are marked, the finding stays and moves to the first step that is not. What joins a known
// finding is a finding of its own.
Judgement judge(RuleList rules, const Program& program, std::vector<Finding> findings, const Baseline* baseline,
                const std::vector<std::string>& only);

}  // namespace loadline
