// Runs one rule on a Program made of text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"

namespace loadline::test {

// An entry with options, each with one or several values.
RuleEntry entry(const std::vector<std::pair<std::string, std::vector<std::string>>>& options, std::uint32_t line = 0);

// The entry as the configuration's reader would make it for the rule: with the meaning of its options.
RuleEntry typed(std::string_view id, RuleEntry entry);

// The findings of the rule `id` on `program_text` (see program_from_text), with modules by folder unless `architecture`
// says otherwise.
std::vector<Finding> findings(std::string_view id, std::string_view program_text, const std::vector<RuleEntry>& entries,
                              const Architecture& architecture = {});
std::vector<Finding> findings(std::string_view id, const Program& program, const std::vector<RuleEntry>& entries,
                              const Architecture& architecture = {});

// "a -> b (kind) at path:line", one for each finding.
std::vector<std::string> summaries(const std::vector<Finding>& findings);

ModuleDeclaration module(const std::string& name, const std::vector<std::string>& paths,
                         const std::vector<std::string>& tags = {});

}  // namespace loadline::test
