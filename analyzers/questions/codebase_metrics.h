// A codebase in a few numbers that can be compared: with itself over time, and with others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

struct CodebaseMetric {
  std::string_view name;          // "propagation-cost"; keys of JSON and of the history: never renamed
  std::string_view title;         // "Propagation cost"
  std::string_view meaning;       // one sentence, with the formula
  bool is_share = false;          // 0..1, shown in per cent
  bool less_is_better = true;     // false as well where neither is
  bool is_compared = false;       // does not grow with the size of a codebase, so that comparing makes sense
  double (*of)(const Analyses&);  // NaN where it is not defined
};

std::span<const CodebaseMetric> codebase_metrics();

// What loadline measured on code that many know, by its own rules for modules (folders or CMake targets).
struct ReferenceCodebase {
  std::string_view name;       // "RocksDB 7.8.3"
  std::vector<double> values;  // parallel to codebase_metrics()
};
std::span<const ReferenceCodebase> reference_codebases();
std::string_view reference_date();  // when they were measured: "2026-11-24"

// Where a value is among those of the reference codebases.
struct ReferenceRange {
  std::size_t count = 0;                       // codebases in which the metric is defined
  std::size_t lower = 0;                       // of them have a lower value
  double lowest = 0, median = 0, highest = 0;  // NaN when `count` is 0
};
// `metric` counts in codebase_metrics().
ReferenceRange reference_range(std::size_t metric, double value);

}  // namespace loadline
