// Walks from block to block.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/body_flow.h"

#include <algorithm>

namespace loadline {
namespace {

constexpr std::uint32_t kMostBlocks = 1u << 16;  // more are none of ours

enum class Known : std::uint8_t { no, holds, fails };

}  // namespace

std::vector<bool> Blocks::without(const Blocks& other) const {
  std::vector<bool> rest(blocks_.size());
  for (std::size_t at = 0; at < rest.size(); ++at) rest[at] = blocks_[at] && !other.blocks_[at];
  return rest;
}

BodyFlow::BodyFlow(const Bodies& bodies, const FunctionFact& body)
    : steps_(bodies.steps_of(body)), conditions_(body.condition_count) {
  std::uint32_t last = 0;
  for (const StepFact& step : steps_) last = std::max({last, step.from, step.to});
  if (steps_.empty() || last >= kMostBlocks) return;
  first_step_.resize(last + 2u);
  for (const StepFact& step : steps_) ++first_step_[step.from + 1u];
  for (std::size_t at = 1; at < first_step_.size(); ++at) first_step_[at] += first_step_[at - 1];
  order_.resize(steps_.size());
  std::vector<std::uint32_t> next = first_step_;
  for (std::uint32_t at = 0; at < steps_.size(); ++at) order_[next[steps_[at].from]++] = at;
}

Blocks BodyFlow::reached(std::span<const ConditionOutcome> outcomes) const {
  if (!known()) return Blocks({});
  std::vector<Known> asked(conditions_, Known::no);
  for (const ConditionOutcome& outcome : outcomes) {
    if (outcome.condition < asked.size()) asked[outcome.condition] = outcome.holds ? Known::holds : Known::fails;
  }
  const auto known_of = [&](const StepFact& step) {
    return step.condition < asked.size() ? asked[step.condition] : Known::no;
  };
  std::vector<bool> reached(first_step_.size() - 1);
  std::vector<std::uint32_t> open{0};
  reached[0] = true;
  while (!open.empty()) {
    const std::uint32_t block = open.back();
    open.pop_back();
    const auto steps = std::span(order_).subspan(first_step_[block], first_step_[block + 1] - first_step_[block]);
    // Of the cases of a switch, the one that holds is the only way.
    const bool is_decided = std::any_of(steps.begin(), steps.end(), [&](std::uint32_t at) {
      return steps_[at].holds != 0 && known_of(steps_[at]) == Known::holds;
    });
    for (const std::uint32_t at : steps) {
      const StepFact& step = steps_[at];
      const Known known = known_of(step);
      const bool is_taken = known == Known::no ? !is_decided : (known == Known::holds) == (step.holds != 0);
      if (!is_taken || reached[step.to]) continue;
      reached[step.to] = true;
      open.push_back(step.to);
    }
  }
  return Blocks(std::move(reached));
}

bool BodyFlow::needs(std::uint32_t block, std::uint32_t condition) const {
  if (!known() || block == kNone) return false;
  const ConditionOutcome fails[] = {{condition, false}};
  return !reached(fails).has(block);
}

}  // namespace loadline
