// Arguments that take one of a few words.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace loadline {

template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

// Declares `name`: one of the words in `choices`, which sets `target` to the value beside it. REQUIRES: `target`
// outlives `app`.
template <class Value>
void add_choice(CLI::App& app, const std::string& name, Value& target, Choices<Value> choices,
                const std::string& help) {
  std::string words;
  for (const auto& choice : choices) words += (words.empty() ? "" : "|") + choice.first;
  const std::size_t long_name = name.find("--");
  const std::string shown = long_name == std::string::npos ? name : name.substr(long_name);
  const auto choose = [&target, choices = std::move(choices), words, shown](const std::string& word) {
    for (const auto& choice : choices) {
      if (choice.first == word) {
        target = choice.second;
        return;
      }
    }
    throw CLI::ValidationError(shown, "must be one of " + words + ", not \"" + word + '"');
  };
  app.add_option_function<std::string>(name, choose, help)->type_name(words);
}

}  // namespace loadline
