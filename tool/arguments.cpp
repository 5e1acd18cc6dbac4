// Hands arguments to CLI11.
// SPDX-License-Identifier: Apache-2.0
#include "tool/arguments.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace loadline {

Argument Argument::shown_as(const std::string& type) {
  option_->type_name(type);
  return *this;
}

Argument Argument::in_group(const std::string& group) {
  option_->group(group);
  return *this;
}

Argument Argument::required() {
  option_->required();
  return *this;
}

Argument Argument::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

Argument Argument::split_at(char delimiter) {
  option_->delimiter(delimiter);
  return *this;
}

Argument Argument::excludes(Argument other) {
  option_->excludes(other.option_);
  return *this;
}

Argument Argument::default_value(const std::string& text) {
  option_->default_val(text);
  return *this;
}

Argument Argument::in_range(double least, double most) {
  option_->check(CLI::Range(least, most).description(""));
  return *this;
}

Argument Argument::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words).description(""));
  return *this;
}

Argument Arguments::add_option(const std::string& name, std::string& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, std::optional<std::string>& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, std::vector<std::string>& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, std::uint32_t& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, std::optional<std::uint32_t>& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, std::uint64_t& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_option(const std::string& name, double& target, const std::string& help) {
  return Argument(app_->add_option(name, target, help));
}
Argument Arguments::add_flag(const std::string& name, bool& target, const std::string& help) {
  return Argument(app_->add_flag(name, target, help));
}

void Arguments::footer(const std::string& text) { app_->footer(text); }

void Arguments::add_words(const std::string& name, const std::vector<std::string>& words, const std::string& help,
                          std::function<void(std::size_t)> choose) {
  std::string shown_words;
  for (const std::string& word : words) shown_words += (shown_words.empty() ? "" : "|") + word;
  const std::size_t long_name = name.find("--");
  const std::string shown_name = long_name == std::string::npos ? name : name.substr(long_name);
  const auto read = [=](const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
      throw CLI::ValidationError(shown_name, "must be one of " + shown_words + ", not \"" + word + '"');
    }
    choose(static_cast<std::size_t>(found - words.begin()));
  };
  app_->add_option_function<std::string>(name, read, help)->type_name(shown_words);
}

}  // namespace loadline
