// "Did you mean": ranks names by edit distance.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/near_matches.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace loadline {
namespace {

constexpr std::size_t kLongest = 200;  // characters; the table is quadratic and names may be hostile

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t replacement_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? 1 : 2;
}

// Optimal string alignment distance in half edits, over three rows of the table.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = 2 * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = 2 * i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 2, row[j - 1] + 2, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 2);
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> near_matches(std::string_view wrong, const std::vector<std::string>& known, std::size_t most) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  if (wrong.empty() || wrong.size() > kLongest) return {};
  const std::size_t limit = std::max<std::size_t>(2, 2 * wrong.size() / 3);
  for (const std::string& name : known) {
    if (name.size() > kLongest) continue;
    const std::size_t edits = distance(wrong, name);
    if (edits <= limit)
      ranked.emplace_back(edits, name);
    else if (wrong.size() > 2 && name.find(wrong) != std::string::npos)
      ranked.emplace_back(limit + 1 + name.size(), name);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.erase(std::unique(ranked.begin(), ranked.end()), ranked.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < ranked.size() && i < most; ++i) names.push_back(std::move(ranked[i].second));
  return names;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known, std::size_t most) {
  std::string text;
  for (const std::string& name : near_matches(wrong, known, most)) {
    text += (text.empty() ? "did you mean \"" : ", \"") + name + '"';
  }
  return text.empty() ? text : text + '?';
}

}  // namespace loadline
