// Steps of shell commands.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/shell_steps.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "analyzers/frontend/commands/command_words.h"
#include "analyzers/words/shell_words.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int kDeepestScript = 4;  // `sh -c` in `sh -c`

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

// The words of the script that a step hands to another shell; none when it does not.
Words script_of(const Words& step) {
  static constexpr std::array<std::string_view, 6> kShells = {"sh", "bash", "dash", "zsh", "ksh", "ash"};
  for (std::size_t i = 0; i + 2 < step.size(); ++i) {
    const std::string name = lower(program_name(step[i]));
    const std::string& flag = step[i + 1];
    const bool is_shell = std::find(kShells.begin(), kShells.end(), name) != kShells.end();
    if (is_shell && flag.size() > 1 && flag[0] == '-' && flag[1] != '-' && flag.ends_with('c')) {
      return split_shell_command(step[i + 2]);
    }
    if (name != "cmd" || lower(flag) != "/c") continue;
    // What follows is one text to cmd, in quotes or not.
    std::string script = step[i + 2];
    if (step.size() == i + 3) return split_windows_command(script);
    return {step.begin() + static_cast<std::ptrdiff_t>(i) + 2, step.end()};
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const std::string& directory) : directory_(directory) {}

  void read(const Words& words, int depth) {
    Words step;
    std::vector<std::string> outside;  // folders to come back to
    for (const std::string& word : words) {
      const bool opens = word == "(", closes = word == ")" && !outside.empty();
      if (word != "&&" && word != "||" && word != ";" && !opens && !closes) {
        step.push_back(word);
        continue;
      }
      take(step, depth);
      step.clear();
      if (opens) outside.push_back(directory_);
      if (!closes) continue;
      directory_ = outside.back();
      outside.pop_back();
    }
    take(step, depth);
  }

  std::vector<ShellStep> steps;

 private:
  void take(const Words& step, int depth) {
    if (step.empty() || step.front() == ":") return;
    if (step.front() == "cd" || step.front() == "pushd") return move(step);
    if (step.front() == "export") return set(step);
    const Words script = depth < kDeepestScript ? script_of(step) : Words();
    if (script.empty()) {
      steps.push_back({directory_, step, variables_});
    } else {
      const std::string before = directory_;
      read(script, depth + 1);
      directory_ = before;
    }
  }

  void move(const Words& step) {
    std::size_t at = 1;
    while (at < step.size() && (step[at] == "--" || step[at] == "-P" || step[at] == "-L" || lower(step[at]) == "/d"))
      ++at;
    if (at >= step.size()) return;
    const std::string& to = step[at];
    directory_ = is_windows_path(to) ? with_slashes(to) : (fs::path(directory_) / to).lexically_normal().string();
  }

  void set(const Words& step) {
    for (std::size_t i = 1; i < step.size(); ++i) {
      if (!is_assignment(step[i])) continue;
      const std::size_t equals = step[i].find('=');
      variables_.emplace_back(step[i].substr(0, equals), step[i].substr(equals + 1));
    }
  }

  std::string directory_;
  std::vector<std::pair<std::string, std::string>> variables_;
};

}  // namespace

std::string_view program_name(std::string_view program) {
  const std::size_t slash = program.find_last_of("/\\");
  std::string_view name = slash == std::string_view::npos ? program : program.substr(slash + 1);
  if (name.size() > 4 && (name.ends_with(".exe") || name.ends_with(".EXE"))) name.remove_suffix(4);
  return name;
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != 0 && equals != std::string_view::npos && !word.starts_with('-') &&
         word.substr(0, equals).find_first_of("/\\.") == std::string_view::npos;
}

std::vector<ShellStep> shell_steps(const std::vector<std::string>& words, const std::string& directory) {
  Reader reader(directory);
  reader.read(words, 0);
  return std::move(reader.steps);
}

}  // namespace loadline::frontend
