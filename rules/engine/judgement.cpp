// Judges findings by the marks in the code and by the baseline.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/judgement.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rules/engine/rule.h"

namespace loadline {
namespace {

class Judge {
 public:
  Judge(RuleList rules, const Program& program, const Baseline* baseline, Judgement& judgement)
      : rules_(rules), program_(program), suppressions_(program), judgement_(judgement) {
    judgement_.suppressions = suppressions_.all();
    judgement_.faulty_marks = suppressions_.faulty();
    judgement_.used.resize(judgement_.suppressions.size());
    if (baseline == nullptr) return;
    for (const KnownFinding& entry : baseline->findings) known_.emplace(entry.fingerprint, entry);
  }

  void judge(Finding finding) {
    JudgedFinding judged{std::move(finding), FindingStatus::fresh, {}};
    const auto entry = known_.find(judged.finding.fingerprint());
    judged.was_there = entry != known_.end();
    if (judge_marks(judged)) {
      judged.status = FindingStatus::suppressed;
    } else if (judged.was_there) {
      judged.status = FindingStatus::known;
      judged.justification = entry->second.reason;
      met_.insert(entry->first);
      judge_growth(judged, entry->second);
    }
    judgement_.findings.push_back(std::move(judged));
  }

  std::vector<KnownFinding> stale() const {
    std::vector<KnownFinding> left;
    for (const auto& [fingerprint, entry] : known_) {
      if (judgement_.ran(entry.rule) && !met_.contains(fingerprint)) left.push_back(entry);
    }
    return left;
  }

 private:
  void judge_growth(JudgedFinding& judged, const KnownFinding& entry) {
    Growth growth = growth_of(judged.finding, entry.carriers, program_);
    for (Finding& finding : growth.joined) {
      JudgedFinding joined{std::move(finding), FindingStatus::fresh, {}, false, entry.fingerprint};
      if (judge_marks(joined)) joined.status = FindingStatus::suppressed;
      judgement_.findings.push_back(std::move(joined));
    }
    judged.finding.carriers = std::move(growth.known);
  }

  bool judge_marks(JudgedFinding& judged) {
    const Rule* rule = find_rule(rules_, judged.finding.rule);
    const bool needs_all = rule != nullptr && rule->every_step && !judged.finding.trail.empty();
    return needs_all ? every_step_is_marked(judged) : any_place_is_marked(judged);
  }

  // Whether a mark is at this place; the mark is then used, and its reason the justification.
  bool is_marked(JudgedFinding& judged, const Place& where) {
    const std::vector<std::size_t> found = suppressions_.at(judged.finding.rule, where);
    for (const std::size_t suppression : found) {
      judgement_.used[suppression] = true;
      if (judged.justification.empty()) judged.justification = judgement_.suppressions[suppression].reason;
    }
    return !found.empty();
  }

  // No short cut: every mark that is at the finding is used.
  bool any_place_is_marked(JudgedFinding& judged) {
    bool marked = is_marked(judged, judged.finding.where);
    for (const Step& step : judged.finding.trail) marked |= is_marked(judged, step.where);
    return marked;
  }

  // Marked steps leave the trail: what is left is what the finding is about.
  bool every_step_is_marked(JudgedFinding& judged) {
    std::vector<Step>& trail = judged.finding.trail;
    std::vector<Step> left;
    for (const Step& step : trail) {
      if (!is_marked(judged, step.where)) left.push_back(step);
    }
    if (left.empty()) return true;
    judged.justification.clear();
    // The last step may say "and 3 more", without a place.
    if (!left.front().where.path.empty()) judged.finding.where = left.front().where;
    const std::size_t marked = trail.size() - left.size();
    if (marked > 0) left.push_back({{}, "and " + std::to_string(marked) + " more, allowed by marks"});
    trail = std::move(left);
    return false;
  }

  RuleList rules_;
  const Program& program_;
  Suppressions suppressions_;
  Judgement& judgement_;
  std::map<std::string, KnownFinding> known_;  // by fingerprint
  std::set<std::string> met_;                  // fingerprints
};

}  // namespace

std::string_view name_of(FindingStatus status) {
  static constexpr std::array<std::string_view, 4> kNames = {"fresh", "known", "suppressed", "older"};
  return kNames.at(static_cast<std::size_t>(status));
}

bool Judgement::ran(std::string_view rule) const {
  return only.empty() || std::find(only.begin(), only.end(), rule) != only.end();
}

Judgement judge(RuleList rules, const Program& program, std::vector<Finding> findings, const Baseline* baseline,
                const std::vector<std::string>& only) {
  Judgement judgement;
  judgement.only = only;
  if (baseline != nullptr) judgement.baseline_path = baseline->path;
  Judge judge(rules, program, baseline, judgement);
  for (Finding& finding : findings) judge.judge(std::move(finding));
  std::stable_sort(judgement.findings.begin(), judgement.findings.end(),
                   [](const JudgedFinding& a, const JudgedFinding& b) { return comes_before(a.finding, b.finding); });
  judgement.stale = judge.stale();
  return judgement;
}

}  // namespace loadline
