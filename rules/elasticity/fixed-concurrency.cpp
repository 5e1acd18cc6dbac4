// fixed-concurrency: numbers of threads written into the code, so that a larger machine is not used.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/core.h>
#include "analyzers/routes/route.h"
#include "analyzers/services/constant_arguments.h"
#include "analyzers/services/counted_threads.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"
#include "analyzers/words/test_code.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// One thread expresses an order, not a size.
bool is_size(std::string_view number) {
  return number.size() < 6 && number != "0" && number != "1" && !number.starts_with('-');
}

// "kWorkerThreads", "max_threads", "num_workers"; not "kThreadStackSize".
bool counts_threads(std::string_view name) {
  const std::vector<std::string> words = words_in(last_name(name));
  if (words.empty() || !has_word(last_name(name), {"thread", "threads", "worker", "workers"})) return false;
  constexpr std::array<std::string_view, 5> kEnds = {"thread", "threads", "worker", "workers", "count"};
  return std::find(kEnds.begin(), kEnds.end(), words.back()) != kEnds.end() && words.front() != "default" &&
         !has_word(last_name(name), {"default", "id", "main"});
}

Finding finding_at(const Program& program, const RuleEntry& entry, Location where, const std::string& name,
                   const std::string& message) {
  Finding finding;
  finding.severity = entry.severity;
  finding.where = place_of(program, where);
  finding.message = '`' + name + "` " + message;
  finding.advice = "take it from the configuration, or from std::thread::hardware_concurrency()";
  finding.from = name;
  return finding;
}

std::string at_number(std::string_view number) { return "fixes the number of threads at " + std::string(number); }

class Check {
 public:
  Check(const RuleInput& input, const Emit& emit)
      : analyses_(input.analyses), program_(input.analyses.program()), entry_(input.entries.front()), emit_(emit) {}

  void numbers() {
    for (const ConstantArgument& size :
         constant_arguments(program_, analyses_.call_sites(), analyses_.api_uses(), Role::threads)) {
      const std::string name = handler_name(program_, size.function);
      if (!size.is_integer || !is_size(size.text) || !is_judged(size.where, name)) continue;
      Finding finding = finding_at(program_, entry_, size.where, name, at_number(size.text));
      finding.to = handler_name(program_, size.callee);
      finding.trail = {{finding.where, fmt::format("`{}` calls `{}`", name, finding.to)}};
      reported_numbers_.emplace(size.function, size.text);
      reported_places_.emplace(size.where, size.text);
      emit_(std::move(finding));
    }
  }

  void loops() {
    for (const CountedThreads& threads : counted_threads(program_)) {
      const std::string name = handler_name(program_, threads.function);
      if (!is_judged(threads.where, name)) continue;
      Finding finding = finding_at(program_, entry_, threads.where, name, "starts a constant number of threads");
      finding.to = handler_name(program_, threads.callee);
      reported_loops_.insert(threads.function);
      emit_(std::move(finding));
    }
  }

  // A constant is reported once: where it is used, else where it is declared.
  void constants() const {
    const std::set<std::string_view> reported = reported_constants();
    for (const Symbol& symbol : program_.symbols()) {
      if (!is_number_of_threads(symbol) || reported.contains(symbol.name)) continue;
      if (!is_judged(symbol.declared, symbol.name)) continue;
      emit_(finding_at(program_, entry_, symbol.declared, std::string(symbol.name), at_number(symbol.value)));
    }
  }

 private:
  bool is_judged(Location where, std::string_view name) const {
    if (!where.known()) return false;
    const File& file = program_.files()[where.file];
    return file.origin == Origin::project && !is_test_code(file.path) && !file.is_third_party &&
           !any_matches(entry_.patterns(kExcept), name);
  }

  static bool is_number_of_threads(const Symbol& symbol) {
    if (symbol.kind != SymbolKind::variable || !symbol.has(kConst) || !symbol.has(kStaticStorage)) return false;
    const bool is_number = symbol.value.find_first_not_of("0123456789") == std::string::npos;
    return !symbol.value.empty() && is_number && is_size(symbol.value) && counts_threads(symbol.name);
  }

  // Names of the constants that were reported with their use: they are read by a function for which a number or a loop was reported.
  // What a lambda passes on is reported for the lambda, and read by the function around it: there the place decides.
  std::set<std::string_view> reported_constants() const {
    std::set<std::string_view> names;
    for (const Reference& reference : program_.references()) {
      if (reference.kind() != ReferenceKind::read || reference.from == kNone || reference.to == kNone) continue;
      const SymbolId function = program_.symbols()[reference.from].id;
      const Symbol& constant = program_.symbols()[reference.to];
      const Location where{reference.file, reference.line};
      const bool is_told = reported_loops_.contains(function) ||
                           reported_numbers_.contains({function, constant.value}) ||
                           reported_places_.contains({where, constant.value});
      if (is_told) names.insert(constant.name);
    }
    return names;
  }

  const Analyses& analyses_;
  const Program& program_;
  const RuleEntry& entry_;
  const Emit& emit_;
  std::set<std::pair<SymbolId, std::string_view>> reported_numbers_;  // by the function that passes them on
  std::set<std::pair<Location, std::string_view>> reported_places_;   // by the place of the call
  std::set<SymbolId> reported_loops_;                                 // functions
};

void check(const RuleInput& input, const Emit& emit) {
  Check check(input, emit);
  check.numbers();
  check.loops();
  // A library's constants are for its users to judge.
  if (!input.analyses.running_services().empty()) check.constants();
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions and constants that may fix a number of threads"),
};

}  // namespace

extern const Rule fixed_concurrency = {
    .id = "fixed-concurrency",
    .principle = "elasticity",
    .title = "a number of threads written into the code",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
