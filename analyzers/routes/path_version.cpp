// Looks for versions in paths.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/path_version.h"

namespace loadline {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "v1", "v2beta1", "v1.3", "2024-05-01".
bool is_version(std::string_view segment) {
  if (segment.size() >= 2 && (segment[0] == 'v' || segment[0] == 'V') && is_digit(segment[1])) return true;
  return segment.size() >= 10 && is_digit(segment[0]) && is_digit(segment[3]) && segment[4] == '-' &&
         segment[7] == '-' && is_digit(segment[8]);
}

}  // namespace

std::string_view version_in_path(std::string_view path) {
  constexpr std::string_view kBetween = "/^()?\\";  // paths may be regular expressions
  while (!path.empty()) {
    const std::size_t begin = path.find_first_not_of(kBetween);
    if (begin == std::string_view::npos) return {};
    path.remove_prefix(begin);
    const std::string_view segment = path.substr(0, path.find_first_of(kBetween));
    if (is_version(segment)) return segment;
    path.remove_prefix(segment.size());
  }
  return {};
}

}  // namespace loadline
