// Numbers the findings that share a fingerprint.
// SPDX-License-Identifier: Apache-2.0
#include "reports/distinct_fingerprints.h"

#include <cstddef>
#include <unordered_map>

namespace loadline {

std::vector<std::string> distinct_fingerprints(const RunResult& result) {
  std::vector<std::string> distinct;
  std::unordered_map<std::string, std::size_t> uses;
  for (const JudgedFinding& judged : result.findings) {
    std::string fingerprint = judged.finding.fingerprint();
    const std::size_t use = ++uses[fingerprint];
    if (use > 1) fingerprint += '-' + std::to_string(use);
    distinct.push_back(std::move(fingerprint));
  }
  return distinct;
}

}  // namespace loadline
