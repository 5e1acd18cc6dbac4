// Parses the values of options.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/option.h"

#include <algorithm>
#include <charconv>

namespace loadline {
namespace {

constexpr std::string_view kTag = "tag:";

// Globs are over relative paths, so that the slash in front of a route is left out on both sides.
std::string_view without_slash(std::string_view path) {
  return path.substr(std::min(path.size(), path.find_first_not_of('/')));
}

PatternSyntax syntax_of(OptionType type) {
  switch (type) {
    case OptionType::module_pattern: return PatternSyntax::module;
    case OptionType::path_pattern:
    case OptionType::route_pattern: return PatternSyntax::path;
    default: return PatternSyntax::name;
  }
}

std::string_view glob_text(OptionType type, std::string_view text) {
  if (type == OptionType::route_pattern) return without_slash(text);
  const bool is_tag = type == OptionType::module_pattern && text.starts_with(kTag);
  return is_tag ? text.substr(kTag.size()) : text;
}

}  // namespace

Pattern::Pattern(std::string text, OptionType type)
    : text_(std::move(text)),
      is_route_(type == OptionType::route_pattern),
      is_tag_(type == OptionType::module_pattern && text_.starts_with(kTag)),
      glob_(glob_text(type, text_), syntax_of(type)) {}

bool Pattern::matches(std::string_view name) const {
  if (!is_route_) return !is_tag_ && glob_.matches(name);
  if (without_slash(text_).empty()) return !name.empty() && without_slash(name).empty();
  return glob_.matches(without_slash(name));
}

std::vector<ModuleIndex> Pattern::modules_in(const Modules& modules) const {
  const auto matches = [&](const std::string& text) { return glob_.matches(text); };
  std::vector<ModuleIndex> meant;
  for (ModuleIndex i = 0; i < modules.all().size(); ++i) {
    const Module& module = modules.all()[i];
    if (is_tag_ ? std::any_of(module.tags.begin(), module.tags.end(), matches) : matches(module.name)) {
      meant.push_back(i);
    }
  }
  return meant;
}

bool any_matches(const std::vector<Pattern>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& pattern) { return pattern.matches(name); });
}

OptionValue parse_option(const OptionSpec& spec, std::vector<std::string> texts, ConfigPlace place) {
  OptionValue value;
  value.place = place;
  for (const std::string& text : texts) {
    if (is_pattern(spec.type)) value.patterns.emplace_back(text, spec.type);
    ReferenceKind kind{};
    if (spec.type == OptionType::kinds && parse_reference_kind(text, &kind)) value.kinds.add(kind);
    // Unlike strtod, from_chars reads the same in every locale.
    if (spec.type == OptionType::number) std::from_chars(text.data(), text.data() + text.size(), value.number);
  }
  value.texts = std::move(texts);
  return value;
}

OptionValue default_of(const OptionSpec& spec) {
  OptionValue value = parse_option(spec, default_texts(spec), {});
  value.is_default = true;
  return value;
}

// A default is as it would be written: "module", or "[call, inherit]".
std::vector<std::string> default_texts(const OptionSpec& spec) {
  const std::string_view written = spec.default_value;
  if (written.empty()) return {};
  if (!written.starts_with('[')) return {std::string(written)};
  std::vector<std::string> texts;
  std::string_view rest = written.substr(1, written.size() - 2);
  while (!rest.empty()) {
    const std::string_view text = rest.substr(0, rest.find(", "));
    texts.emplace_back(text);
    rest.remove_prefix(std::min(rest.size(), text.size() + 2));
  }
  return texts;
}

}  // namespace loadline
