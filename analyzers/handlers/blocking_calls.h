// Which calls keep a thread waiting: by the models, by what they are given, and by the stubs of generated clients.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "analyzers/calls/handler_reach.h"
#include "analyzers/calls/rpc_stubs.h"

namespace loadline {

// How long a call waits at most.
struct WaitLimit {
  bool is_limited = false;
  std::optional<std::int64_t> milliseconds;  // when it is a constant
};

class BlockingCalls {
 public:
  // Keeps references to its arguments. Linear in calls.
  BlockingCalls(const Program& program, const CallGraph& calls, const RpcStubs& stubs, const Libraries& libraries);

  // The model of call number `call` (into Bodies::calls); nullptr when it does not block. What is awaited gives its
  // thread back; a question with a limit of zero, a name that need not be looked up, and a descriptor of a program that makes
  // its descriptors non-blocking keep nobody waiting.
  const BlockingCall* find(std::uint32_t call) const;
  WaitLimit limit_of(std::uint32_t call) const;
  const Libraries& libraries() const { return libraries_; }
  // A walk ends at what blocks: how a copied library does it is not asked. Keeps a reference to this.
  HandlerReach::CallPredicate ends() const;

 private:
  const BlockingCall* find_callee(SymbolId callee) const;
  bool waits(std::uint32_t call, const BlockingCall& model) const;
  bool is_told_not_to(std::uint32_t call, const BlockingCall& model) const;
  bool sets_bits(const FunctionFact& body, const PlaceFact& structure, const BlockingCall& model) const;
  bool is_builder(const Symbol& symbol) const;
  bool makes_descriptors_non_blocking() const;

  const Program& program_;
  const CallGraph& calls_;
  const Libraries& libraries_;
  const RpcStubs& stubs_;
  bool is_non_blocking_;
  mutable std::unordered_map<SymbolId, const BlockingCall*> known_;
};

// Waits for another service, as opposed to a store or the machine itself.
bool is_remote_service(const BlockingCall& call);

}  // namespace loadline
