// Starts git with files in place of pipes, so that neither side can wait for the other.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/git_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

#include "tool/history/scratch_folder.h"

extern char** environ;

namespace loadline {

namespace {

namespace fs = std::filesystem;

// Variables of a git that called us, say from a hook, mean its repository and index; the others would run programs.
bool is_kept(std::string_view variable) { return !variable.starts_with("GIT_") || variable.starts_with("GIT_CEILING"); }

std::vector<std::string> environment() {
  std::vector<std::string> kept;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (is_kept(*variable)) kept.emplace_back(*variable);
  }
  for (const char* added : {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1",
                            "GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat", "LC_ALL=C"}) {
    kept.emplace_back(added);
  }
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::string text_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

GitAnswer run_git(const fs::path& folder, const std::vector<std::string>& arguments, const std::string& input,
                  const fs::path& output_file) {
  const ScratchFolder scratch;
  const fs::path in = scratch.path() / "in", err = scratch.path() / "err";
  const fs::path out = output_file.empty() ? scratch.path() / "out" : output_file;
  std::ofstream(in, std::ios::binary) << input;

  std::vector<std::string> words{"git", "-C", folder.string(), "--no-pager"};
  for (const char* setting : {"core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never"}) {
    words.insert(words.end(), {"-c", setting});
  }
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment();

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = -1;
  const int failure = posix_spawnp(&child, "git", &files, nullptr, pointers(words).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&files);

  GitAnswer answer;
  if (failure == 0) answer.exit_code = wait_for(child);
  if (output_file.empty()) answer.out = text_in(out);
  answer.err = text_in(err);
  return answer;
}

}  // namespace loadline
