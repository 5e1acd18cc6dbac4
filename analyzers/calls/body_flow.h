// Which blocks of a body run when conditions in it turn out one way or the other.
// SPDX-License-Identifier: Apache-2.0
//
//   if (path == "/") return home();      with {path == "/" holds}: home() runs, report() does not
//   report();                            with {path == "/" does not hold}: the other way round
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

struct ConditionOutcome {
  std::uint32_t condition = kNone;  // of the body's conditions
  bool holds = true;

  friend bool operator==(const ConditionOutcome&, const ConditionOutcome&) = default;
};

// A set of blocks. What stands in no block runs whenever the body does.
class Blocks {
 public:
  explicit Blocks(std::vector<bool> blocks) : blocks_(std::move(blocks)) {}

  bool has(std::uint32_t block) const { return block >= blocks_.size() || blocks_[block]; }
  // The blocks that are in this set and not in `other`; what stands in no block is not among them.
  std::vector<bool> without(const Blocks& other) const;

 private:
  std::vector<bool> blocks_;
};

class BodyFlow {
 public:
  // Keeps a reference to `bodies`. Linear in the steps of the body.
  BodyFlow(const Bodies& bodies, const FunctionFact& body);

  bool known() const { return !first_step_.empty(); }
  // What may run. Conditions without an outcome may go either way; the last outcome of a condition counts.
  Blocks reached(std::span<const ConditionOutcome> outcomes) const;
  // Whether a block runs only if the condition holds.
  bool needs(std::uint32_t block, std::uint32_t condition) const;

 private:
  const std::span<const StepFact> steps_;
  std::size_t conditions_;
  std::vector<std::uint32_t> order_;       // of the steps, by where they begin
  std::vector<std::uint32_t> first_step_;  // by block, one past the end included
};

}  // namespace loadline
