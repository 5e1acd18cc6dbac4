// unassigned-file: files that no declared module claims, or that several claim.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Modules& modules = input.analyses.modules();
  if (modules.source() != ModuleSource::config) return;  // modules that were found claim every file
  const RuleEntry& entry = input.entries.front();
  const auto report = [&](FileIndex file, std::string_view kind, std::string_view problem, std::string_view advice) {
    const std::string path(input.analyses.program().files()[file].path);
    if (any_matches(entry.patterns(kExcept), path)) return;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = {path, 0};
    finding.message = '`' + path + "` " + std::string(problem);
    finding.advice = advice;
    finding.from = path;
    finding.kind = kind;
    emit(std::move(finding));
  };
  for (const FileIndex file : modules.unassigned()) {
    report(file, "unassigned", "belongs to no module",
           "add its folder to the `paths` of a module, or to `sources: exclude:`");
  }
  for (const OverlapProblem& overlap : modules.overlaps()) {
    report(overlap.file, "overlap", fmt::format("is claimed by {} with equally long patterns", listed(overlap.modules)),
           fmt::format("make one pattern more specific; until then the file counts for `{}`", overlap.modules.front()));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::path_pattern, "files that need no module"),
};

}  // namespace

extern const Rule unassigned_file = {
    .id = "unassigned-file",
    .principle = "modularity",
    .title = "a file that belongs to no module, or to more than one",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
