// fixed-concurrency: numbers of threads written into the code, so that a larger machine is not used.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "analyzers/calls/call_sites.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/constant_arguments.h"
#include "analyzers/services/counted_threads.h"
#include "analyzers/services/running_services.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"
#include "analyzers/words/test_code.h"
#include "rules/all_rules.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

// One thread is an order of things, not a size.
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

// Names of constants that functions read.
std::set<std::string_view> constants_in(const Program& program, const std::set<SymbolId>& functions) {
  std::set<std::string_view> names;
  for (const Reference& reference : program.references()) {
    if (reference.kind() != ReferenceKind::read || reference.from == kNone || reference.to == kNone) continue;
    if (functions.contains(program.symbols()[reference.from].id)) names.insert(program.symbols()[reference.to].name);
  }
  return names;
}

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<std::string> ignored = entry.texts("ignore");
  const auto is_judged = [&](Location where, std::string_view name) {
    return where.known() && program.files()[where.file].origin == Origin::project &&
           !is_test_code(program.files()[where.file].path) && !program.files()[where.file].is_third_party &&
           !matches_any_name(ignored, name);
  };
  std::set<std::string_view> told;  // a constant is told once: where it is used, else where it is declared
  for (const ConstantArgument& size :
       constant_arguments(program, input.analyses.call_sites(), input.analyses.api_uses(), Role::threads)) {
    const std::string name = handler_name(program, size.function);
    if (!size.is_integer || !is_size(size.text) || !is_judged(size.where, name)) continue;
    Finding finding = finding_at(program, entry, size.where, name, at_number(size.text));
    finding.to = handler_name(program, size.callee);
    finding.trail = {{finding.where, '`' + name + "` calls `" + finding.to + '`'}};
    told.insert(size.text);
    emit(std::move(finding));
  }
  std::set<SymbolId> looping;
  for (const CountedThreads& threads : counted_threads(program)) {
    const std::string name = handler_name(program, threads.function);
    if (!is_judged(threads.where, name)) continue;
    Finding finding = finding_at(program, entry, threads.where, name, "starts a constant number of threads");
    finding.to = handler_name(program, threads.callee);
    looping.insert(threads.function);
    emit(std::move(finding));
  }
  if (input.analyses.running_services().empty()) return;  // a library's constants are for those who use it to judge
  const std::set<std::string_view> told_by_name = constants_in(program, looping);
  for (const Symbol& symbol : program.symbols()) {
    const bool is_constant = symbol.kind == SymbolKind::variable && symbol.has(kConst) && symbol.has(kStaticStorage) &&
                             !symbol.value.empty() && symbol.value.find_first_not_of("0123456789") == std::string::npos;
    if (!is_constant || !is_size(symbol.value) || !counts_threads(symbol.name)) continue;
    if (told.contains(symbol.value) || told_by_name.contains(symbol.name) || !is_judged(symbol.declared, symbol.name))
      continue;
    emit(finding_at(program, entry, symbol.declared, std::string(symbol.name), at_number(symbol.value)));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"ignore", OptionType::symbol_pattern, "functions and constants that may fix a number of threads"},
};

}  // namespace

const Rule fixed_concurrency = {
    .id = "fixed-concurrency",
    .title = "a number of threads written into the code",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
