// hardcoded-endpoint: addresses of services in the code, so that a new environment needs a new build.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_set>

#include <fmt/core.h>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/addresses.h"
#include "analyzers/services/constant_arguments.h"
#include "analyzers/words/qualified_name.h"
#include "analyzers/words/test_code.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// Calls that take an address without going there: comparisons, and look-ups that fall back to it.
class HarmlessCalls {
 public:
  explicit HarmlessCalls(const Analyses& analyses)
      : analyses_(analyses), readers_(configuration_readers(analyses.program(), analyses.api_uses())) {}

  bool has(const CallFact& call, const FunctionFact& caller) const {
    const std::string callee = handler_name(analyses_.program(), call.callee);
    constexpr std::array<std::string_view, 12> kNames = {"operator==", "operator!=", "operator<=>", "strcmp",
                                                         "strncmp",    "compare",    "starts_with", "ends_with",
                                                         "find",       "rfind",      "value_or",    "contains"};
    if (std::find(kNames.begin(), kNames.end(), last_name(callee)) != kNames.end()) return true;
    if (analyses_.libraries().apis.roles_of(callee)[static_cast<std::size_t>(Role::configuration)] != nullptr)
      return true;
    // In a function that reads the configuration itself, a string that is only made or assigned is what it falls back
    // to.
    return readers_.contains(call.callee) || (readers_.contains(caller.symbol) && makes_string(callee));
  }

  // The constants that the function passes to such calls: `environment_or("URL", "redis://cache")` first makes a string
  // of the second one.
  std::set<std::string_view> constants_in(const FunctionFact& function) const {
    const Bodies& bodies = analyses_.program().bodies();
    std::set<std::string_view> constants;
    for (const CallFact& call : bodies.calls_of(function)) {
      const auto arguments = bodies.arguments_of(call);
      const bool may_be_one = std::any_of(arguments.begin(), arguments.end(),
                                          [](auto& a) { return a.literal_kind == LiteralKind::string; });
      if (!may_be_one || makes_string(handler_name(analyses_.program(), call.callee)) || !has(call, function)) continue;
      for (const ArgumentFact& argument : arguments) constants.insert(text_of(analyses_.program(), argument));
    }
    return constants;
  }

  static bool makes_string(std::string_view callee) { return callee.starts_with("std::basic_string"); }

 private:
  const Analyses& analyses_;
  std::unordered_set<SymbolId> readers_;
};

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const Bodies& bodies = program.bodies();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const std::vector<Pattern>& ignored_files = entry.patterns("except_files");
  const HarmlessCalls harmless(input.analyses);
  std::set<std::pair<std::string, std::string>> seen;  // one literal passes through several calls of a function
  for (const FunctionFact& function : bodies.functions) {
    const std::string name = handler_name(program, function.symbol);
    const std::set<std::string_view> defaults = harmless.constants_in(function);
    for (const CallFact& call : bodies.calls_of(function)) {
      for (const ArgumentFact& argument : bodies.arguments_of(call)) {
        const std::string text(argument.literal_kind == LiteralKind::string ? bodies.texts[argument.literal]
                                                                            : std::string_view());
        if (!is_service_address(text)) continue;
        if (harmless.has(call, function)) continue;
        if (defaults.contains(text) && HarmlessCalls::makes_string(handler_name(program, call.callee))) continue;
        const Place where = place_of(program, {call.file, call.line});
        if (is_test_code(where.path) || any_matches(ignored_files, where.path)) continue;
        if (any_matches(ignored, name) || !seen.emplace(name, text).second) continue;
        Finding finding;
        finding.severity = entry.severity;
        finding.where = where;
        finding.message = fmt::format("`{}` has the address `{}` written into it", name, text);
        finding.advice = "read it from the environment or a configuration file, with this as a default at most";
        finding.from = name;
        finding.to = text;
        emit(std::move(finding));
      }
    }
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may name addresses"),
    OptionSpec{.name = "except_files",
               .type = OptionType::path_pattern,
               .help = "files that may name addresses: globs",
               .old_name = "exempt"},
};

}  // namespace

extern const Rule hardcoded_endpoint = {
    .id = "hardcoded-endpoint",
    .principle = "elasticity",
    .title = "the address of a service written into the code",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
