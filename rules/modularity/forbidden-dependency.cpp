// forbidden-dependency: a dependency that the project's own rules do not allow.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/dependency_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// from and to, by name, with everything that shows the dependency.
using Found = std::map<std::pair<std::string, std::string>, std::vector<Evidence>>;

Found direct_dependencies(const Analyses& analyses, const DependencyFilter& filter) {
  const Program& program = analyses.program();
  const Modules& modules = analyses.modules();
  Found found;
  for (const Dependency& dependency : analyses.file_dependencies().all()) {
    const ModuleIndex from = modules.of(dependency.from), to = modules.of(dependency.to);
    if (!filter.binds(from) || !filter.forbids(from, to)) continue;
    const std::string target = to == kNone ? std::string(program.files()[dependency.to].path) : modules.all()[to].name;
    for (const Evidence& evidence : analyses.file_dependencies().evidence(dependency)) {
      if (filter.evidence().passes(evidence)) found[{modules.all()[from].name, target}].push_back(evidence);
    }
  }
  for (const Evidence& evidence : filter.to_system()) {
    const ModuleIndex from = modules.of(evidence.where.file);
    if (filter.binds(from)) found[{modules.all()[from].name, filter.pattern_behind(evidence)}].push_back(evidence);
  }
  return found;
}

void check_direct(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const Program& program = input.analyses.program();
  const DependencyFilter filter(input.analyses, entry);
  for (auto& [ends, evidence] : direct_dependencies(input.analyses, filter)) {
    sort_by_place(evidence);
    Finding finding;
    finding.severity = entry.severity;
    finding.because = entry.text("because");
    finding.from = ends.first;
    finding.to = ends.second;
    finding.kind = filter_identity(entry);
    finding.message = fmt::format("`{}` must not depend on `{}` ({})", ends.first, ends.second,
                                  counted(evidence.size(), "reference"));
    finding.advice = fmt::format("remove these references, or move what `{}` needs to where it may use it", ends.first);
    finding.where = place_of(program, evidence.front().where);
    finding.trail = steps_of(program, evidence);
    finding.carriers = carriers_in(program, evidence);
    emit(std::move(finding));
  }
}

// `reaches: true`: not through others either. The trail is the shortest chain.
void check_reaches(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const std::vector<Module>& modules = input.analyses.modules().all();
  const DependencyFilter filter(input.analyses, entry);
  const Graph graph = filter.evidence().module_graph();
  const std::string identity = filter_identity(entry);
  for (ModuleIndex from = 0; from < modules.size(); ++from) {
    if (!filter.binds(from)) continue;
    const std::vector<bool> reached = reachable_from(graph, {from});
    for (ModuleIndex to = 0; to < modules.size(); ++to) {
      if (!reached[to] || !filter.forbids(from, to)) continue;
      const std::vector<Node> chain = shortest_path(graph, {from}, {to});
      Finding finding = chain_finding(input.analyses, entry, filter.evidence(), chain, "reach");
      finding.kind = identity.empty() ? "reaches" : "reaches; " + identity;
      finding.advice = "cut one step of the chain";
      emit(std::move(finding));
    }
  }
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    if (entry.flag("reaches")) {
      check_reaches(input, entry, emit);
    } else {
      check_direct(input, entry, emit);
    }
  }
}

std::optional<EntryMistake> mistake(const RuleEntry& entry) {
  if (!entry.has("to") && !entry.has("to_files") && !entry.has("symbols")) {
    return EntryMistake{{}, "forbidden-dependency does not say what is forbidden", "add `to`, `to_files` or `symbols`"};
  }
  if (entry.flag("reaches") && !entry.has("to")) {
    return EntryMistake{{}, "forbidden-dependency with `reaches` is about modules", "add `to`, or leave out `reaches`"};
  }
  return {};
}

constexpr std::array kOptions = {
    OptionSpec{"from", OptionType::module_pattern, "modules that must not depend: names, globs, or tag:x", true},
    OptionSpec{"to", OptionType::module_pattern, "modules that they must not depend on"},
    except_option(OptionType::module_pattern, "modules among `from` that may", ""),
    kKindsOption,
    kFromFilesOption,
    OptionSpec{"to_files", OptionType::path_pattern, "only references to these files count, system headers included"},
    OptionSpec{"symbols", OptionType::symbol_pattern, "only references to these symbols count, system ones included"},
    OptionSpec{"reaches", OptionType::flag, "also forbid dependencies through other modules", false, "false"},
};

}  // namespace

extern const Rule forbidden_dependency = {
    .id = "forbidden-dependency",
    .principle = "modularity",
    .title = "a dependency that the project does not allow",
    .severity = Severity::error,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .mistake = mistake,
    .every_step = true,
};

}  // namespace loadline
