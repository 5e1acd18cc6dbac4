// .loadline-baseline.json from anybody: read, or refused with a message; what is read is written and read again.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>

#include "analyzers/words/user_error.h"
#include "tool/baseline/baseline_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string written;
  try {
    const loadline::Baseline baseline =
        loadline::parse_baseline(std::string(reinterpret_cast<const char*>(data), size), "baseline");
    written = loadline::baseline_text(baseline.findings, baseline.metrics);
  } catch (const loadline::UserError&) {
    return 0;
  }
  // Not caught: what loadline writes, it must be able to read.
  const loadline::Baseline again = loadline::parse_baseline(written, "baseline");
  if (loadline::baseline_text(again.findings, again.metrics) != written) std::abort();
  return 0;
}
