// .loadline-baseline.json: the findings that a project has decided to live with for now.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "rules/engine/judgement.h"

namespace loadline {

inline constexpr const char* kBaselineName = ".loadline-baseline.json";

// The baseline of the project, none when there is no such file. Throws UserError for a file that `loadline baseline`
// did not write: one that is not JSON, of another version, too large, or whose fingerprints do not fit what they stand
// for.
std::optional<Baseline> load_baseline(const std::filesystem::path& root);
// The same from text; `name` is used in messages.
Baseline parse_baseline(const std::string& text, const std::string& name);

// Sorted, one finding a line, so that two branches that each fix something merge without a conflict more often.
std::string baseline_text(std::vector<KnownFinding> findings, const std::vector<KnownMetric>& metrics = {});

std::string baseline_schema();

}  // namespace loadline
