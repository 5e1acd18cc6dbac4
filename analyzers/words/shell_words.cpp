// Quoting of POSIX shells.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/shell_words.h"

#include <utility>

namespace loadline {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

class ShellWords {
 public:
  explicit ShellWords(std::string_view command) : command_(command) {}

  std::vector<std::string> split() && {
    while (at_ < command_.size()) {
      const char c = command_[at_++];
      if (kBlanks.find(c) != std::string_view::npos) {
        end_word();
      } else if (c == '\'') {
        in_single_quotes();
      } else if (c == '"') {
        in_double_quotes();
      } else if (c == '\\') {
        escaped();
      } else {
        add(c);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  void add(char c) {
    word_ += c;
    has_word_ = true;
  }

  void end_word() {
    if (has_word_) words_.push_back(std::move(word_));
    word_.clear();
    has_word_ = false;
  }

  // Outside quotes a backslash protects what follows; with a line break, both are nothing.
  void escaped() {
    if (at_ >= command_.size()) return add('\\');
    const char c = command_[at_++];
    if (c != '\n') add(c);
  }

  void in_single_quotes() {
    has_word_ = true;
    while (at_ < command_.size() && command_[at_] != '\'') word_ += command_[at_++];
    ++at_;
  }

  // Inside double quotes a backslash protects only what would have a meaning there.
  void in_double_quotes() {
    has_word_ = true;
    while (at_ < command_.size() && command_[at_] != '"') {
      const char c = command_[at_++];
      const bool protects = c == '\\' && at_ < command_.size() &&
                            std::string_view("\"\\$`\n").find(command_[at_]) != std::string_view::npos;
      if (!protects) {
        word_ += c;
      } else if (command_[at_++] != '\n') {
        word_ += command_[at_ - 1];
      }
    }
    ++at_;
  }

  std::string_view command_;
  std::size_t at_ = 0;
  std::vector<std::string> words_;
  std::string word_;
  bool has_word_ = false;
};

}  // namespace

std::vector<std::string> split_shell_words(std::string_view command) { return ShellWords(command).split(); }

}  // namespace loadline
