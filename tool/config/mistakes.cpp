// Sorts and words the mistakes of a configuration file.
// SPDX-License-Identifier: Apache-2.0
#include "tool/config/mistakes.h"

#include <algorithm>

#include <fmt/core.h>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/console/terminal.h"

namespace loadline {

namespace {

// Enough to work on; a file that is something else entirely does not fill the screen.
constexpr std::size_t kShown = 50;

// A file with more names than this is not a mistyped one, and comparing all with all would take minutes.
constexpr std::size_t kMaxCandidates = 2000;

using Placed = std::vector<std::pair<ConfigPlace, std::string>>;

Placed in_file_order(Placed messages) {
  std::stable_sort(messages.begin(), messages.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.line, a.first.column) < std::pair(b.first.line, b.first.column);
  });
  return messages;
}

std::string line_of(const std::string& name, ConfigPlace place, const std::string& message) {
  return name + ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ": " + message;
}

}  // namespace

void Mistakes::add(ConfigPlace place, std::string message) { mistakes_.emplace_back(place, std::move(message)); }

void Mistakes::report(const std::string& name) const {
  if (mistakes_.empty()) return;
  const Placed sorted = in_file_order(mistakes_);
  std::string text;
  if (sorted.size() > 1) text = fmt::format("{} mistakes in {}\n", sorted.size(), name);
  for (std::size_t at = 0; at < std::min(sorted.size(), kShown); ++at) {
    const auto& [place, message] = sorted[at];
    if (at > 0) text += '\n';
    text += line_of(name, place, message);
  }
  if (sorted.size() > kShown) text += fmt::format("\nand {} more", sorted.size() - kShown);
  throw UserError(text, "");
}

void Mistakes::add_note(ConfigPlace place, std::string message) { notes_.emplace_back(place, std::move(message)); }

std::vector<std::string> Mistakes::notes(const std::string& name) const {
  std::vector<std::string> lines;
  for (const auto& [place, message] : in_file_order(notes_)) lines.push_back(line_of(name, place, message));
  return lines;
}

std::string in_quotes(std::string_view text) { return '"' + elided(terminal_text(text), 80) + '"'; }

std::string guess_text(std::string_view word, const std::vector<std::string>& candidates) {
  if (candidates.size() > kMaxCandidates) return "";
  const std::string guess = did_you_mean(word, candidates);
  return guess.empty() ? "" : "; " + terminal_text(guess);
}

}  // namespace loadline
