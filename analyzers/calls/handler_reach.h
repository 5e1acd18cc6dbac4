// What a handler can run: a breadth-first walk over the call graph, with the way to each function.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/effects.h"

namespace loadline {

class HandlerReach {
 public:
  using CallPredicate = std::function<bool(std::uint32_t call)>;  // about call number `call` (into Bodies::calls)

  // `with_deferred`: also what is handed to other threads. Calls that `ends` says are not followed, and those that
  // `left_out` says do not count at all. Keeps a reference to `program` and `calls`. Linear in the calls that are reached.
  HandlerReach(const Program& program, const CallGraph& calls, Node handler, bool with_deferred,
               const CallPredicate& ends = {}, CallPredicate left_out = {});

  const std::vector<Node>& functions() const { return order_; }  // nearest first
  // Calls visit(function, call) for each call of each function that counts.
  template <class Visit>
  void for_each_call(Visit visit) const {
    for (const Node node : order_) {
      for (const FunctionFact& body : calls_.bodies_of(node)) {
        for (std::uint32_t call = body.first_call; call < body.first_call + body.call_count; ++call) {
          if (!left_out_ || !left_out_(call)) visit(node, call);
        }
      }
    }
  }
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
  CallPredicate left_out_;
  std::unordered_map<Node, Came> came_;
  std::vector<Node> order_;
};

}  // namespace loadline
