// Finds outgoing calls and their limits.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/outgoing_calls.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

// Where a limit counts: its function, the class of that, its file.
using Scope = std::pair<const Outgoing*, std::uint64_t>;

class OutgoingFinder {
 public:
  OutgoingFinder(const Program& program, const CallGraph& calls, const RpcStubs& stubs, const Libraries& libraries)
      : program_(program), bodies_(program.bodies()), calls_(calls), libraries_(libraries), stubs_(stubs) {}

  std::vector<OutgoingCall> find() {
    for (const FunctionFact& function : bodies_.functions) {
      const std::string_view path = program_.files()[function.file].path;
      if (is_generated(path) || is_test_code(path)) continue;
      for (const CallFact& call : bodies_.calls_of(function)) look_at(function, call);
    }
    std::erase_if(found_, [&](const OutgoingCall& call) {
      const auto scopes = scopes_of(call.function, call.where.file);
      return std::any_of(scopes.begin(), scopes.end(),
                         [&](std::uint64_t scope) { return limited_.contains({call.kind, scope}); });
    });
    found_.insert(found_.end(), each_unlimited_.begin(), each_unlimited_.end());
    const auto key = [](const OutgoingCall& call) { return std::tie(call.where, call.callee, call.function); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [](const auto& a, const auto& b) { return a.where == b.where && a.callee == b.callee; };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  std::vector<std::uint64_t> scopes_of(SymbolId function, FileIndex file) const {
    std::vector<std::uint64_t> scopes{function, file};
    const Symbol* symbol = program_.symbol(function);
    if (symbol != nullptr && symbol->parent != kNone) {
      const Symbol& parent = program_.symbols()[symbol->parent];
      if (parent.kind != SymbolKind::namespace_) scopes.push_back(parent.id);
    }
    return scopes;
  }

  void look_at(const FunctionFact& function, const CallFact& call) {
    const Symbol* callee = program_.symbol(call.callee);
    if (callee == nullptr) return;
    const std::optional<RpcStub> stub = stubs_.find(*callee);
    const bool takes_context = stub && stub->is_grpc && stub->waits;
    const std::uint32_t* kind = libraries_.outgoing_calls.find(takes_context ? "grpc::Stub" : callee->name);
    if (kind != nullptr) {
      const Outgoing& outgoing = libraries_.outgoing[*kind];
      const OutgoingCall found{function.symbol, call.callee, {call.file, call.line}, &outgoing};
      const ArgumentFact* carrier =
          outgoing.carrier == kNoArgument ? nullptr : argument_at(program_, call, outgoing.carrier);
      if (carrier == nullptr || !is_made_here(carrier->place.root)) {
        found_.push_back(found);
      } else if (!is_limited(function, carrier->place, outgoing)) {
        each_unlimited_.push_back(found);
      }
    }
    for (const Outgoing& outgoing : libraries_.outgoing) {
      if (!limits(*callee, call, outgoing)) continue;
      for (const std::uint64_t scope : scopes_of(function.symbol, call.file)) limited_.insert({&outgoing, scope});
    }
  }

  static bool is_made_here(Root root) {
    return root == Root::local || root == Root::new_object || root == Root::call_result;
  }

  // `carrier` is made in `function` for one call: it is limited there, or by a function that makes or gets it.
  bool is_limited(const FunctionFact& function, const PlaceFact& carrier, const Outgoing& outgoing) const {
    const auto is_carrier = [&](const PlaceFact& place) {
      return place.root == carrier.root && place.symbol == carrier.symbol && place.index == carrier.index;
    };
    const auto calls = bodies_.calls_of(function);
    if (carrier.root == Root::call_result && carrier.index < calls.size() &&
        sets_limit(calls[carrier.index].callee, outgoing, kDeepest)) {
      return true;
    }
    return std::any_of(calls.begin(), calls.end(), [&](const CallFact& call) {
      if (limits(call, outgoing)) return is_carrier(call.object);
      const auto arguments = bodies_.arguments_of(call);
      return std::any_of(arguments.begin(), arguments.end(), [&](const auto& a) { return is_carrier(a.place); }) &&
             sets_limit(call.callee, outgoing, kDeepest);
    });
  }

  // Whether `function` sets a limit, itself or in functions that it calls.
  bool sets_limit(SymbolId function, const Outgoing& outgoing, int depth) const {
    const Node node = function == 0 ? kNone : calls_.find(function);
    if (node == kNone || depth == 0) return false;
    for (const FunctionFact& body : calls_.bodies_of(node)) {
      for (const CallFact& call : bodies_.calls_of(body)) {
        if (limits(call, outgoing) || sets_limit(call.callee, outgoing, depth - 1)) return true;
      }
    }
    return false;
  }

  bool limits(const CallFact& call, const Outgoing& outgoing) const {
    const Symbol* callee = program_.symbol(call.callee);
    return callee != nullptr && limits(*callee, call, outgoing);
  }

  bool limits(const Symbol& callee, const CallFact& call, const Outgoing& outgoing) const {
    const auto found = std::find(outgoing.limits.begin(), outgoing.limits.end(), callee.name);
    return found != outgoing.limits.end() && (outgoing.options.empty() || has_option(call, outgoing));
  }

  bool has_option(const CallFact& call, const Outgoing& outgoing) const {
    const ArgumentFact* option = argument_at(program_, call, 1);
    return option != nullptr && option->literal_kind != LiteralKind::none &&
           std::find(outgoing.options.begin(), outgoing.options.end(), bodies_.texts[option->literal]) !=
               outgoing.options.end();
  }

  static constexpr int kDeepest = 3;  // calls between a function and the one that sets the limit

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  const Libraries& libraries_;
  const RpcStubs& stubs_;
  std::vector<OutgoingCall> found_, each_unlimited_;
  std::set<Scope> limited_;
};

}  // namespace

std::vector<OutgoingCall> find_calls_without_timeout(const Program& program, const CallGraph& calls,
                                                     const RpcStubs& stubs, const Libraries& libraries) {
  return OutgoingFinder(program, calls, stubs, libraries).find();
}

}  // namespace loadline
