// What a command takes: its flags, options and positional arguments, as CLI11 reads them.
// SPDX-License-Identifier: Apache-2.0
//
// CLI11 is a header of templates that costs each file that includes it some seconds. Commands see this interface instead;
// arguments.cpp and command_line.cpp alone see CLI11. A target must outlive the parsing of argv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace loadline {

// One argument that was added. Each call returns the argument itself.
class Argument {
 public:
  explicit Argument(CLI::Option* option) : option_(option) {}

  Argument shown_as(const std::string& type);  // what --help prints behind the name: FILE; "" for nothing
  Argument in_group(const std::string& group);
  Argument required();
  Argument one_value_each();  // a list takes one value each time it is given
  Argument split_at(char delimiter);
  Argument excludes(Argument other);
  Argument default_value(const std::string& text);
  Argument in_range(double least, double most);
  Argument one_of(const std::vector<std::string>& words);

 private:
  CLI::Option* option_;
};

// Words and what each of them sets.
template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

class Arguments {
 public:
  explicit Arguments(CLI::App& app) : app_(&app) {}

  // `name` is "-o,--output" or, for a positional argument, "PATH".
  Argument add_option(const std::string& name, std::string& target, const std::string& help);
  Argument add_option(const std::string& name, std::optional<std::string>& target, const std::string& help);
  Argument add_option(const std::string& name, std::vector<std::string>& target, const std::string& help);
  Argument add_option(const std::string& name, std::uint32_t& target, const std::string& help);
  Argument add_option(const std::string& name, std::optional<std::uint32_t>& target, const std::string& help);
  Argument add_option(const std::string& name, std::uint64_t& target, const std::string& help);
  Argument add_option(const std::string& name, double& target, const std::string& help);
  Argument add_flag(const std::string& name, bool& target, const std::string& help);

  // An argument that takes one of the words in `choices`, which sets `target` to the value beside it.
  template <class Value>
  void add_choice(const std::string& name, Value& target, Choices<Value> choices, const std::string& help) {
    std::vector<std::string> words;
    for (const auto& choice : choices) words.push_back(choice.first);
    add_words(name, words, help,
              [&target, choices = std::move(choices)](std::size_t chosen) { target = choices[chosen].second; });
  }

  // What --help prints last.
  void footer(const std::string& text);

 private:
  void add_words(const std::string& name, const std::vector<std::string>& words, const std::string& help,
                 std::function<void(std::size_t)> choose);

  CLI::App* app_;
};

}  // namespace loadline
