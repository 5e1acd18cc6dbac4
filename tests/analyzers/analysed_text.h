// A program from text with its analyses, and what they refer to.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/analyses.h"
#include "tests/support/program_text.h"

namespace loadline::test {

// Modules are directories unless the architecture says otherwise.
struct AnalysedText {
  explicit AnalysedText(std::string_view text, Architecture declared = {})
      : AnalysedText(program_from_text(text), std::move(declared)) {}
  explicit AnalysedText(Program merged, Architecture declared = {})
      : program(std::move(merged)), architecture(std::move(declared)) {}
  AnalysedText(const AnalysedText&) = delete;
  AnalysedText& operator=(const AnalysedText&) = delete;

  Program program;
  Architecture architecture;
  std::vector<BuildTarget> targets;
  Analyses analyses{program, architecture, targets};
};

}  // namespace loadline::test
