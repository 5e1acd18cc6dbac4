// What each function does to objects that outlive its call, itself or through the functions it calls: "Effects" in
// analyzers/README.md.
// SPDX-License-Identifier: Apache-2.0
//
//   void Counter::add() { ++n_; }             add: writes this.n_
//   void hit(Counter& c) { c.add(); }         hit: writes parameter 0 .n_      (the callee's `this` is the caller's c)
//   void serve() { Counter c; hit(c); }       serve: nothing                   (c dies with the call)
//   void serve() { hit(registry().c); }       serve: writes static registry::it (what registry() returns)
//
// Summaries are made bottom-up over the strongly connected components of the call graph, each to a fixpoint. An effect
// remembers where it came from, so that the whole path can be told. Library calls without a body: a const member
// function or a const reference changes nothing, a non-const member function changes its object, unless a model says
// otherwise. Roots and fields that an effect can have are finite, so that the fixpoint ends.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/field_path.h"

namespace loadline {

struct Effect {
  Root root = Root::unknown;  // parameter, this_, static_ or capture
  WriteHow how = WriteHow::assign;
  bool guarded = false;         // under a lock, here or further down
  bool deferred = false;        // done later, by a callable handed to another thread
  std::uint32_t index = kNone;  // of the parameter
  SymbolId symbol = 0;          // the static or captured variable
  FieldPath path;               // to the field that is written; empty when the root itself is meant
  // Where it comes from: a write, a call into a library, or a call of `callee`, whose effect `callee_effect` it is.
  std::uint32_t write = kNone;  // into Bodies::writes
  std::uint32_t call = kNone;   // into Bodies::calls
  Node callee = kNone;
  std::uint32_t callee_effect = kNone;
};

// One step of the way from a function to the write: a call, or at the end the write itself.
struct EffectStep {
  Location where;
  SymbolId function = 0;  // whose code stands there
  SymbolId callee = 0;    // called there; 0 for a write
  bool deferred = false;  // the callee is handed over, to run later
};

class Effects {
 public:
  // Keeps references to its arguments. Time and memory are near-linear in the calls of the program. Of the functions
  // `by_block` every block's effects are kept, for those who tell their branches apart; of others each effect once.
  Effects(const Program& program, const CallGraph& calls, const Libraries& libraries,
          std::span<const SymbolId> by_block = {});
  ~Effects();

  std::span<const Effect> of(Node function) const { return effects_[function]; }
  // From `function` down to the write.
  std::vector<EffectStep> path(Node function, const Effect& effect) const;
  std::size_t size() const;  // of all summaries

 private:
  class Builder;
  const Program& program_;
  const CallGraph& calls_;
  std::vector<std::vector<Effect>> effects_;
};

}  // namespace loadline
