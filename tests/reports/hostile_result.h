// Results whose every text is something that some reader would obey.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/report.h"

namespace loadline::test {

// Texts that break out of JSON, XML, Markdown, HTML, Mermaid, logs and workflow commands.
const std::vector<std::string>& hostile_texts();

// One fresh finding with `text` in every field, its path included, and an edge between modules of that name.
RunResult hostile_result(const std::string& text);

}  // namespace loadline::test
