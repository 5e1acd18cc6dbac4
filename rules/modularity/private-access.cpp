// private-access: a reference that bypasses the public files of another module.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>

#include "analyzers/words/path_pattern.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// By file: whether it belongs to a module that declares `public` files and is not one of them.
std::vector<bool> private_files(const Analyses& analyses) {
  const Modules& modules = analyses.modules();
  std::vector<bool> is_private(analyses.program().files().size());
  for (const ModuleDeclaration& declaration : analyses.architecture().modules) {
    const ModuleIndex module = modules.find(declaration.name);
    if (module == kNone || declaration.public_files.empty()) continue;
    std::vector<Glob> globs;
    for (const PathPattern& pattern : declaration.public_files) globs.emplace_back(pattern.text, PatternSyntax::path);
    for (const FileIndex file : modules.all()[module].files) {
      const std::string_view path = analyses.program().files()[file].path;
      is_private[file] = std::none_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.matches(path); });
    }
  }
  return is_private;
}

bool lies_within(const Modules& modules, ModuleIndex inner, ModuleIndex outer) {
  while (inner != kNone && inner != outer) inner = modules.all()[inner].parent;
  return inner == outer;
}

void check_entry(const RuleInput& input, const RuleEntry& entry, const std::vector<bool>& is_private,
                 const Emit& emit) {
  const Program& program = input.analyses.program();
  const Modules& modules = input.analyses.modules();
  const EvidenceFilter filter(input.analyses, entry);
  const std::vector<bool> excepted = ignored_modules(modules, entry);
  std::map<std::pair<ModuleIndex, FileIndex>, std::vector<Evidence>> found;  // who, and whose private file
  for (const Dependency& dependency : input.analyses.file_dependencies().all()) {
    const ModuleIndex from = modules.of(dependency.from), to = modules.of(dependency.to);
    // What is nested in a module is part of it.
    if (!is_private[dependency.to] || from == kNone || excepted[from] || lies_within(modules, from, to)) continue;
    for (const Evidence& evidence : input.analyses.file_dependencies().evidence(dependency)) {
      if (filter.passes(evidence)) found[{from, dependency.to}].push_back(evidence);
    }
  }
  for (auto& [ends, evidence] : found) {
    sort_by_place(evidence);
    const std::string& owner = modules.all()[modules.of(ends.second)].name;
    Finding finding;
    finding.severity = entry.severity;
    finding.because = entry.text("because");
    finding.from = modules.all()[ends.first].name;
    finding.to = program.files()[ends.second].path;
    finding.message = fmt::format("`{}` uses `{}`, which is not among the public files of `{}` ({})", finding.from,
                                  finding.to, owner, counted(evidence.size(), "reference"));
    finding.advice = fmt::format("use what `{}` offers, or add the file to its `public` list", owner);
    finding.where = place_of(program, evidence.front().where);
    finding.trail = steps_of(program, evidence);
    finding.carriers = carriers_in(program, evidence);
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  const std::vector<bool> is_private = private_files(input.analyses);
  for (const RuleEntry& entry : input.entries) check_entry(input, entry, is_private, emit);
}

constexpr std::array kOptions = {
    except_option(OptionType::module_pattern, "modules that may use private files, such as tests", ""),
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule private_access = {
    .id = "private-access",
    .principle = "modularity",
    .title = "a reference that bypasses the public files of another module",
    .severity = Severity::error,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
