// What `loadline report -o FILE.json` measured on projects that many know. tests/corpora/measure_references wrote this file.
// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "analyzers/questions/codebase_metrics.h"

namespace loadline {

std::string_view reference_date() { return "2026-11-27"; }

std::span<const ReferenceCodebase> reference_codebases() {
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  static const std::vector<ReferenceCodebase> kCodebases = {
      {"Box2D 2.4.1", {0.2815, 0.68, 0.6, 0.3333, 0.5, 0.4985, 0.603, 5, 10, 93, 22457}},
      {"Cap'n Proto 0.9.2", {0.4247, 0.7398, 0.7143, 0.5087, 0.2033, 0.5524, 0.2452, 14, 37, 173, 136587}},
      {"cppcheck 2.10", {0.189, 0.625, 0, 0.1818, 0.3333, 0.0273, 0.8642, 4, 4, 154, 111990}},
      {"Exiv2 0.27.6", {0.2782, 0.7778, 0.6667, 0.2483, 0.6667, 0.2508, 0.4962, 3, 4, 145, 81525}},
      {"glog 0.6.0", {0.5372, 0.84, 0.8, 0.4091, 0.45, 0.8574, 0.6797, 5, 9, 22, 10181}},
      {"JsonCpp 1.9.5", {0.5051, 0.75, 0, 0.3571, 0.5, 0.9312, 0.7076, 2, 1, 14, 7319}},
      {"LevelDB 1.23", {0.2192, 0.75, 0.6667, 0.2637, 0.5333, 0.4691, 0.5358, 6, 16, 91, 15850}},
      {"log4cplus 2.0.8", {0.2431, 0.5625, 0, 0.2083, 0.25, 0.0257, 0.9707, 4, 3, 120, 27939}},
      {"Ninja 1.11.1", {0.2232, 0.7778, 0.6667, 0.3065, 0.6667, 0.1626, 0.7582, 3, 4, 62, 12723}},
      {"RocksDB 7.8.3", {0.3374, 0.9003, 0.8947, 0.4131, 0.576, 0.5293, 0.3268, 19, 197, 823, 300779}},
      {"Snappy 1.1.9", {0.2645, 1, 1, 0, 1, 0.4691, 0.7784, 2, 2, 11, 3903}},
      {"TagLib 1.13", {0.686, 0.6667, 0, 0.8773, 0.5, 0.005964, 0.9865, 3, 3, 220, 48807}},
      {"yaml-cpp 0.7.0", {0.2046, 0.75, 0, 0.2151, 0.5, 0.01338, 0.9826, 2, 1, 93, 11481}},
      {"ZeroMQ 4.3.4", {0.1409, 0.6667, 0, 0.09639, 0.3333, 0.006625, 0.9892, 3, 2, 249, 52161}},
      {"{fmt} 9.1.0", {0.6111, 1, 0, 0.5, kUndefined, 0, 1, 1, 0, 6, 10149}},
  };
  return kCodebases;
}

}  // namespace loadline
