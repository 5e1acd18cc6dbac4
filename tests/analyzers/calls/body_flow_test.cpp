// What runs in a body when its conditions turn out one way or the other.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <vector>

#include "analyzers/calls/body_flow.h"

using namespace loadline;

namespace {

// A body of `conditions` conditions and these steps.
struct Sample {
  Sample(std::uint32_t conditions, std::vector<StepFact> steps) {
    bodies.steps = std::move(steps);
    body.condition_count = conditions;
    body.step_count = static_cast<std::uint32_t>(bodies.steps.size());
  }
  Blocks reached(std::vector<ConditionOutcome> outcomes) const { return BodyFlow(bodies, body).reached(outcomes); }

  Bodies bodies;
  FunctionFact body;
};

}  // namespace

TEST_CASE("behind an early return runs what the condition does not choose", "[flow]") {
  // 0: if (c) return 1; then 2
  const Sample sample(1, {{0, 1, 0, 1}, {0, 2, 0, 0}, {1, 3}, {2, 3}});
  CHECK(sample.reached({{0, true}}).has(1));
  CHECK_FALSE(sample.reached({{0, true}}).has(2));
  CHECK(sample.reached({{0, false}}).has(2));
  CHECK(sample.reached({}).has(1));
  CHECK(sample.reached({}).has(2));
  CHECK(BodyFlow(sample.bodies, sample.body).needs(1, 0));
  CHECK_FALSE(BodyFlow(sample.bodies, sample.body).needs(3, 0));
}

TEST_CASE("either of two conditions may lead to a block", "[flow]") {
  // 0: if (a) 2, else 1: if (b) 2, else 3
  const Sample sample(2, {{0, 2, 0, 1}, {0, 1, 0, 0}, {1, 2, 1, 1}, {1, 3, 1, 0}});
  CHECK(sample.reached({{0, true}}).has(2));
  CHECK(sample.reached({{0, false}, {1, true}}).has(2));
  CHECK_FALSE(sample.reached({{0, false}, {1, false}}).has(2));
  CHECK_FALSE(sample.reached({{0, true}}).has(1));
}

TEST_CASE("the case of a switch that holds is the only way", "[flow]") {
  // 0: case 1, case 2, default 3
  const Sample sample(2, {{0, 1, 0, 1}, {0, 2, 1, 1}, {0, 3}});
  CHECK(sample.reached({{0, true}}).has(1));
  CHECK_FALSE(sample.reached({{0, true}}).has(2));
  CHECK_FALSE(sample.reached({{0, true}}).has(3));
  CHECK(sample.reached({{0, false}}).has(3));
}

TEST_CASE("the last outcome of a condition counts, and unknown numbers do not matter", "[flow]") {
  const Sample sample(1, {{0, 1, 0, 1}, {0, 2, 7, 1}});
  CHECK_FALSE(sample.reached({{0, true}, {0, false}}).has(1));
  CHECK(sample.reached({{9, true}}).has(2));
}

TEST_CASE("in a body without steps everything runs", "[flow]") {
  const Sample sample(0, {});
  CHECK(sample.reached({}).has(0));
  CHECK(sample.reached({}).has(kNone));
  CHECK(sample.reached({}).has(5));
}
