// Quoting of POSIX shells.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/shell_words.h"

#include <utility>

namespace loadline {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

class ShellWords {
 public:
  ShellWords(std::string_view command, bool keeps_steps_apart)
      : command_(command), keeps_steps_apart_(keeps_steps_apart) {}

  std::vector<std::string> split() && {
    while (at_ < command_.size()) {
      if (keeps_steps_apart_ && take_operator()) continue;
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
  bool is_at_blank(std::size_t at) const {
    return at >= command_.size() || kBlanks.find(command_[at]) != std::string_view::npos;
  }

  // `;`, `&&`, `||` and the parentheses of a subshell become words. Many a database holds words that no shell has read: in
  // the middle of an option (-DLIST=a;b, -DF(x)=x) these characters are its text.
  bool take_operator() {
    const std::string_view rest = command_.substr(at_);
    const std::size_t length = rest.starts_with("&&") || rest.starts_with("||") ? 2 : rest.starts_with(';') ? 1 : 0;
    if (length > 0 && (!word_.starts_with('-') || is_at_blank(at_ + length))) {
      end_word();
      words_.emplace_back(rest.substr(0, length));
      at_ += length;
      return true;
    }
    const bool opens = rest.starts_with('(') && !has_word_;
    if (!opens && !(rest.starts_with(')') && open_ > 0)) return false;
    open_ = opens ? open_ + 1 : open_ - 1;
    end_word();
    words_.emplace_back(rest.substr(0, 1));
    ++at_;
    return true;
  }

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
  bool keeps_steps_apart_ = false;
  int open_ = 0;  // parentheses
};

}  // namespace

std::vector<std::string> split_shell_words(std::string_view command) { return ShellWords(command, false).split(); }

std::vector<std::string> split_shell_command(std::string_view command) { return ShellWords(command, true).split(); }

}  // namespace loadline
