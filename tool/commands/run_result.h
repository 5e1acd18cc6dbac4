// Runs the rules over an analysed project.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/report.h"
#include "tool/pipeline.h"

namespace loadline {

// Throws UserError for an id that names no rule.
void require_known_rules(const std::vector<std::string>& ids);

// The judged findings of the rules that the configuration enables, or of `only`, when given: these run even if they are
// switched off. Throws UserError for a rule in `only` that cannot run without options, and
// for a damaged baseline.
RunResult run_project_rules(const Project& project, const std::vector<std::string>& only);

// Marks what `past`, an earlier state of the same project, has as well: it is not new and does not count. Code that has
// joined such a finding since becomes a finding of its own.
void mark_older(const Project& project, const RunResult& past, RunResult& result);

// The findings that count in `here` and that `there`, another state of the project, does not have, with what joined those
// that it has. `program` is that of `here`.
std::vector<JudgedFinding> findings_only_in(const RunResult& here, const RunResult& there, const Program& program);

}  // namespace loadline
