// Finds outgoing calls and their limits.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/outgoing_calls.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace loadline {
namespace {

// Where a limit counts: its function, the class of that, its file.
using Scope = std::pair<const Outgoing*, std::uint64_t>;

class OutgoingFinder {
 public:
  OutgoingFinder(const Program& program, const Models& models)
      : program_(program), bodies_(program.bodies()), models_(models) {}

  std::vector<OutgoingCall> find() {
    for (const FunctionFact& function : bodies_.functions) {
      for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
        look_at(function, bodies_.calls[at]);
      }
    }
    std::erase_if(found_, [&](const OutgoingCall& call) {
      const auto scopes = scopes_of(call.function, call.where.file);
      return std::any_of(scopes.begin(), scopes.end(),
                         [&](std::uint64_t scope) { return limited_.contains({call.kind, scope}); });
    });
    const auto key = [](const OutgoingCall& call) { return std::tie(call.where, call.callee, call.function); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [](const auto& a, const auto& b) { return a.where == b.where && a.callee == b.callee; };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  std::vector<std::uint64_t> scopes_of(SymbolId function, FileIndex file) const {
    std::vector<std::uint64_t> scopes{function, file};
    const SymbolIndex index = program_.find_symbol(function);
    if (index != kNone && program_.symbols()[index].parent != kNone) {
      const Symbol& parent = program_.symbols()[program_.symbols()[index].parent];
      if (parent.kind != SymbolKind::namespace_) scopes.push_back(parent.id);
    }
    return scopes;
  }

  void look_at(const FunctionFact& function, const CallFact& call) {
    const SymbolIndex callee = call.callee == 0 ? kNone : program_.find_symbol(call.callee);
    if (callee == kNone) return;
    const std::string_view name = program_.symbols()[callee].name;
    const std::uint32_t* kind = models_.outgoing_calls.find(is_stub(name) ? "grpc::Stub" : name);
    // A stub calls itself and its base only to pass on what somebody asked it for.
    const SymbolIndex caller = program_.find_symbol(function.symbol);
    const bool passes_on = is_stub(name) && caller != kNone && is_stub(program_.symbols()[caller].name);
    if (kind != nullptr && !passes_on) {
      found_.push_back({function.symbol, call.callee, {call.file, call.line}, &models_.outgoing[*kind]});
    }
    for (const Outgoing& outgoing : models_.outgoing) {
      if (std::find(outgoing.limits.begin(), outgoing.limits.end(), name) == outgoing.limits.end()) continue;
      if (!outgoing.options.empty() && !has_option(call, outgoing)) continue;
      for (const std::uint64_t scope : scopes_of(function.symbol, call.file)) limited_.insert({&outgoing, scope});
    }
  }

  bool has_option(const CallFact& call, const Outgoing& outgoing) const {
    const auto arguments = bodies_.arguments_of(call);
    return std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
      return argument.position == 1 && argument.is_literal != 0 &&
             std::find(outgoing.options.begin(), outgoing.options.end(), bodies_.texts[argument.literal]) !=
                 outgoing.options.end();
    });
  }

  static bool is_stub(std::string_view name) {
    const std::size_t colon = name.rfind("::");
    if (colon == std::string_view::npos) return false;
    const std::string_view holder = name.substr(0, colon), last = name.substr(colon + 2);
    const bool is_holder = holder.ends_with("::Stub") || holder.ends_with("::StubInterface");
    return is_holder && !last.starts_with("async") && !last.starts_with("Stub") && !last.starts_with('~');
  }

  const Program& program_;
  const Bodies& bodies_;
  const Models& models_;
  std::vector<OutgoingCall> found_;
  std::set<Scope> limited_;
};

}  // namespace

std::vector<OutgoingCall> find_calls_without_timeout(const Program& program, const Models& models) {
  return OutgoingFinder(program, models).find();
}

}  // namespace loadline
