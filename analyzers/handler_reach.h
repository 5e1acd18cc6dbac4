// What a handler can run: a breadth-first walk over the call graph, with the way to each function.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "analyzers/effects.h"

namespace loadline {

class HandlerReach {
 public:
  using Ends = std::function<bool(std::uint32_t call)>;  // whether call number `call` is not followed

  // `with_deferred`: also what is handed to other threads. Keeps a reference to `program` and `calls`. Linear in the calls
  // that are reached.
  HandlerReach(const Program& program, const CallGraph& calls, Node handler, bool with_deferred, const Ends& ends = {});

  const std::vector<Node>& functions() const { return order_; }  // nearest first
  // From the handler to call number `call` (into Bodies::calls) of `function`, a shortest way.
  std::vector<EffectStep> path(Node function, std::uint32_t call) const;

 private:
  struct Came {
    Node from = kNone;
    std::uint32_t call = kNone;
    bool deferred = false;
  };
  const Program& program_;
  const CallGraph& calls_;
  std::unordered_map<Node, Came> came_;
  std::vector<Node> order_;
};

}  // namespace loadline
