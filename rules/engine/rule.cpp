// Reads of rule entries, their defaults and their mistakes.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/rule.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

namespace loadline {
namespace {

std::string listed_choices(std::span<const std::string_view> choices) {
  std::string text;
  for (const std::string_view choice : choices) text += (text.empty() ? "" : " or ") + std::string(choice);
  return text;
}

std::string as_written(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

std::optional<EntryMistake> find_mistake(const OptionSpec& option, const RuleEntry& entry) {
  const auto written = entry.options.find(option.name);
  if (written == entry.options.end() || written->second.texts.empty()) return {};
  const std::string& text = written->second.texts.front();
  const std::string what = fmt::format("\"{}\" is {}", option.name, text);
  if (option.type == OptionType::number) {
    const double number = entry.number(option.name, option.least);
    if (number < option.least)
      return EntryMistake{written->second.place, what, "it is at least " + as_written(option.least)};
    if (number > option.most)
      return EntryMistake{written->second.place, what, "it is at most " + as_written(option.most)};
  }
  if (!option.choices.empty() &&
      std::find(option.choices.begin(), option.choices.end(), text) == option.choices.end()) {
    return EntryMistake{written->second.place, what, "it is " + listed_choices(option.choices)};
  }
  return {};
}

}  // namespace

std::string RuleEntry::text(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.texts.empty() ? std::string() : found->second.texts.front();
}

std::vector<std::string> RuleEntry::texts(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second.texts;
}

bool RuleEntry::flag(std::string_view option) const { return text(option) == "true"; }

double RuleEntry::number(std::string_view option, double absent) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.texts.empty() ? absent : found->second.number;
}

const std::vector<Pattern>& RuleEntry::patterns(std::string_view option) const {
  static const std::vector<Pattern> kNone;
  const auto found = options.find(option);
  return found == options.end() ? kNone : found->second.patterns;
}

KindSet RuleEntry::kinds(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? KindSet() : found->second.kinds;
}

const Rule* find_rule(RuleList rules, std::string_view id) {
  for (const Rule* rule : rules) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

RuleEntry with_defaults(const Rule& rule, RuleEntry entry) {
  for (const OptionSpec& option : rule.options) {
    if (option.default_value.empty() || entry.has(option.name)) continue;
    entry.options.emplace(option.name, default_of(option));
  }
  return entry;
}

std::optional<EntryMistake> find_mistake(const Rule& rule, const RuleEntry& entry) {
  for (const OptionSpec& option : rule.options) {
    if (auto mistake = find_mistake(option, entry)) return mistake;
  }
  if (rule.mistake == nullptr) return {};
  std::optional<EntryMistake> mistake = rule.mistake(entry);
  if (mistake) mistake->place = entry.place;
  return mistake;
}

}  // namespace loadline
