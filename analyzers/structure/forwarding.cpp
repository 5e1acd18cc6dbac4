// Judges bodies by their calls and writes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/forwarding.h"

#include <algorithm>
#include <map>

namespace loadline {
namespace {

constexpr std::uint32_t kMostLines = 6;  // of a body that does nothing but pass on

class ForwardFinder {
 public:
  ForwardFinder(const Program& program, const Modules& modules) : program_(program), modules_(modules) {}

  std::vector<ForwardingModule> find() {
    SymbolId last = 0;
    for (const FunctionFact& function : program_.bodies().functions) {
      const ModuleIndex module = modules_.of(function.file);
      if (module == kNone || function.symbol == last || !counts(function)) continue;  // instantiations once
      last = function.symbol;
      ForwardingModule& found = found_[module];
      found.module = module;
      ++found.functions;
      const Forward forward = forward_of(function, module);
      if (forward.to == kNone) continue;
      const ModuleIndex target = modules_.of(program_.file_of(forward.to));
      if (found.forwards.empty()) found.target = target;
      if (found.target != target) found.target = kNone;
      found.forwards.push_back(forward);
    }
    std::vector<ForwardingModule> all;
    for (auto& [module, found] : found_) {
      std::sort(found.forwards.begin(), found.forwards.end(), [](auto& a, auto& b) { return a.where < b.where; });
      if (found.forwards.empty()) found.target = kNone;
      all.push_back(std::move(found));
    }
    return all;
  }

 private:
  bool counts(const FunctionFact& function) const {
    const Symbol* symbol = program_.symbol(function.symbol);
    if (symbol == nullptr) return false;
    const bool is_plain = symbol->kind == SymbolKind::function || symbol->kind == SymbolKind::method;
    return is_plain && symbol->name != "main" && !symbol->has(kImplicit) &&
           symbol->name.find("operator") == std::string_view::npos;
  }

  // Made on the way: conversions, copies, moves, what the standard library passes through.
  bool is_incidental(const CallFact& call, const Symbol* callee) const {
    if ((call.flags & (kCallConstructs | kCallDestroys | kCallImplicit | kCallOperator)) != 0) return true;
    return callee != nullptr && callee->name.starts_with("std::");
  }

  Forward forward_of(const FunctionFact& function, ModuleIndex module) const {
    if (function.end_line - function.line > kMostLines || function.write_count > 0 || function.guard_count > 0 ||
        function.catch_count > 0) {
      return {};
    }
    Forward forward;
    for (const CallFact& call : program_.bodies().calls_of(function)) {
      const SymbolIndex index = program_.find_symbol(call.callee);
      const Symbol* callee = index == kNone ? nullptr : &program_.symbols()[index];
      if (is_incidental(call, callee)) continue;
      if (callee == nullptr || forward.to != kNone) return {};
      const FileIndex file = program_.file_of(index);
      const ModuleIndex target = file == kNone ? kNone : modules_.of(file);
      if (target == kNone || target == module) return {};
      forward = {program_.find_symbol(function.symbol), index, {call.file, call.line}};
    }
    return forward;
  }

  const Program& program_;
  const Modules& modules_;
  std::map<ModuleIndex, ForwardingModule> found_;
};

}  // namespace

std::vector<ForwardingModule> find_forwarding(const Program& program, const Modules& modules) {
  return ForwardFinder(program, modules).find();
}

}  // namespace loadline
