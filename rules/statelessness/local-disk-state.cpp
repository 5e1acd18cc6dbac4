// local-disk-state: files that request handlers write, so that the next request must come to the same machine.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include <fmt/core.h>
#include "analyzers/calls/effects.h"
#include "analyzers/handlers/file_writes.h"
#include "analyzers/routes/route.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

Finding finding_of(const Analyses& analyses, const std::vector<const FileWrite*>& uses) {
  const Program& program = analyses.program();
  const FileWrite& write = *uses.front();
  const Route& route = analyses.routes()[write.route];
  const std::string callee = handler_name(program, write.callee);
  const bool is_later =
      std::any_of(write.path.begin(), write.path.end(), [](const EffectStep& s) { return s.deferred; });
  Finding finding;
  finding.where = place_of(program, write.path.back().where);
  finding.message = fmt::format("`{}` writes {} by `{}`", route_name(program, route),
                                write.file.empty() ? "a file" : "the file `" + write.file + '`', callee);
  if (uses.size() > 1)
    finding.message +=
        ", and " + counted(uses.size() - 1, "other handler") + (uses.size() == 2 ? " does too" : " do too");
  if (is_later) finding.message += ", in work that runs later";
  finding.advice = "keep what requests leave behind in an object store or a database that all instances share";
  finding.trail = steps_from(program, route, write.path, "writes");
  finding.from = handler_name(program, write.path.back().function);
  finding.to = write.file.empty() ? callee : write.file;
  finding.kind = "local file";
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const std::vector<FileWrite> writes = find_file_writes(program, analyses.call_graph(), analyses.routes(),
                                                         analyses.route_branches(), analyses.libraries());
  std::map<Location, std::vector<const FileWrite*>> by_place;
  for (const FileWrite& write : writes) {
    const std::string function = handler_name(program, write.path.back().function);
    if (!any_matches(ignored, function)) by_place[write.path.back().where].push_back(&write);
  }
  for (auto& [where, uses] : by_place) {
    // The one that gets there most directly is reported.
    std::stable_sort(uses.begin(), uses.end(),
                     [](const FileWrite* a, const FileWrite* b) { return a->path.size() < b->path.size(); });
    Finding finding = finding_of(analyses, uses);
    finding.severity = entry.severity;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may write files"),
};

}  // namespace

extern const Rule local_disk_state = {
    .id = "local-disk-state",
    .principle = "statelessness",
    .title = "a handler that writes files",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
