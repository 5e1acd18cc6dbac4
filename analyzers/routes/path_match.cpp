// Compares paths segment by segment.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/path_match.h"

#include <algorithm>
#include <array>
#include <vector>

namespace loadline {
namespace {

constexpr std::string_view kUnknown = "{?}";

// Cut at slashes; those within brackets belong to a regular expression. An empty segment at the end says nothing.
std::vector<std::string_view> segments_of(std::string_view path) {
  if (path.starts_with('^')) path.remove_prefix(1);
  if (path.ends_with('$')) path.remove_suffix(1);
  std::vector<std::string_view> segments;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= path.size(); ++at) {
    const char c = at < path.size() ? path[at] : '/';
    if (c == '(' || c == '[' || c == '{' || c == '<') ++depth;
    if ((c == ')' || c == ']' || c == '}' || c == '>') && depth > 0) --depth;
    if (at < path.size() && (c != '/' || depth > 0)) continue;
    if (at > begin) segments.push_back(path.substr(begin, at - begin));
    begin = at + 1;
  }
  return segments;
}

bool is_variable(std::string_view segment) {
  return segment.starts_with(':') || segment.find_first_of("{}<>()[]*+\\|^$?") != std::string_view::npos;
}

bool takes_the_rest(std::string_view segment) {
  constexpr std::array<std::string_view, 8> kRests = {"*", "**", ".*", ".+", "(.*)", "(.+)", "<path>", "{*}"};
  return std::find(kRests.begin(), kRests.end(), segment) != kRests.end();
}

// "orders{?}": the rest may be a query.
std::string_view constant_part(std::string_view segment) {
  return segment.ends_with(kUnknown) ? segment.substr(0, segment.size() - kUnknown.size()) : segment;
}

}  // namespace

std::optional<std::size_t> equal_segments(std::string_view request, std::string_view route) {
  const std::vector<std::string_view> sent = segments_of(request), served = segments_of(route);
  std::size_t equal = 0;
  for (std::size_t i = 0; i < served.size(); ++i) {
    const bool is_rest = i + 1 == served.size() && takes_the_rest(served[i]);
    if (is_rest) return equal > 0 ? std::optional(equal) : std::nullopt;
    if (i >= sent.size()) return {};
    const std::string_view wanted = constant_part(sent[i]);
    if (wanted.empty() || is_variable(served[i])) continue;
    if (wanted != served[i]) return {};
    ++equal;
  }
  return sent.size() == served.size() && equal > 0 ? std::optional(equal) : std::nullopt;
}

}  // namespace loadline
