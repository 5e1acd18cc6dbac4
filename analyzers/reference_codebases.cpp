// What `loadline report -o FILE.json` measured on projects that many know: Debian 12's sources (tests/corpora/fetch),
// without a loadline.yaml, so that the modules are their folders.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/codebase_metrics.h"

namespace loadline {

std::string_view reference_date() { return "2026-11-24"; }

std::span<const ReferenceCodebase> reference_codebases() {
  static const std::vector<ReferenceCodebase> kCodebases = {
      {"cppcheck 2.10", {0.189, 0.625, 0, 0.1818, 0.3333, 0.0273, 0.8642, 4, 4, 154, 111990}},
      {"LevelDB 1.23", {0.2192, 0.75, 0.6667, 0.2637, 0.5333, 0.4691, 0.5358, 6, 16, 91, 15850}},
      {"RocksDB 7.8.3", {0.3374, 0.9003, 0.8947, 0.4131, 0.576, 0.5294, 0.327, 19, 197, 823, 300579}},
      {"yaml-cpp 0.7.0", {0.2046, 0.75, 0, 0.2151, 0.5, 0.0134, 0.9826, 2, 1, 93, 11481}},
  };
  return kCodebases;
}

}  // namespace loadline
