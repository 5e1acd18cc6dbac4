// Starts the program without a shell, so that no argument needs quoting.
// SPDX-License-Identifier: Apache-2.0
#include "tests/tool/program_run.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "tests/tool/temporary_folder.h"

namespace loadline::test {

namespace {

// The user's cache folder is not for tests.
void use_own_cache_home() {
  static const TemporaryFolder home;
  ::setenv("XDG_CACHE_HOME", home.path().c_str(), 1);
}

int run_process(const std::vector<std::string>& arguments, posix_spawn_file_actions_t& actions) {
  use_own_cache_home();
  std::string program = LOADLINE_PROGRAM;
  std::vector<std::string> words = arguments;
  std::vector<char*> argv{program.data()};
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environ) != 0) {
    throw std::runtime_error("cannot start " + program);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("cannot wait for " + program);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

namespace {

Run run_program(const std::vector<std::string>& arguments, const std::string& stdout_file, const std::string& start) {
  const TemporaryFolder folder;
  const std::string out = stdout_file.empty() ? (folder.path() / "out").string() : stdout_file;
  const std::string err = (folder.path() / "err").string();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (!start.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, start.c_str());
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  Run run;
  run.exit_code = run_process(arguments, actions);
  ::posix_spawn_file_actions_destroy(&actions);
  if (stdout_file.empty()) run.out = folder.read("out");
  run.err = folder.read("err");
  return run;
}

}  // namespace

Run run_program(const std::vector<std::string>& arguments, const std::string& stdout_file) {
  return run_program(arguments, stdout_file, "");
}

Run run_program_in(const std::string& folder, const std::vector<std::string>& arguments) {
  return run_program(arguments, "", folder);
}

Run run_program_into_closed_pipe(const std::vector<std::string>& arguments) {
  const TemporaryFolder folder;
  const std::string err = (folder.path() / "err").string();
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  ::close(ends[0]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  Run run;
  run.exit_code = run_process(arguments, actions);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  run.err = folder.read("err");
  return run;
}

}  // namespace loadline::test
