// Starts loadline with its output in files, waits for it, and reads them.
// SPDX-License-Identifier: Apache-2.0
#include "tests/corpora/loadline_process.h"
#include "analyzers/calls/effects.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace loadline::test {

namespace fs = std::filesystem;

namespace {

// Starts `arguments[0]` with stdout and stderr going to the two files; returns its exit code, or -1 after a signal.
int run_to_files(std::vector<std::string> arguments, const fs::path& out, const fs::path& err) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t process = 0;
  const int error = posix_spawn(&process, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), arguments[0]);

  int status = 0;
  if (waitpid(process, &status, 0) != process) throw std::system_error(errno, std::generic_category(), "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Outcome run_loadline(const std::vector<std::string>& arguments) {
  const ScratchFolder scratch;
  const fs::path out = scratch.path() / "out", err = scratch.path() / "err";
  std::vector<std::string> all{LOADLINE_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const int exit_code = run_to_files(std::move(all), out, err);
  return {exit_code, read_file(out), read_file(err)};
}

fs::path corpus(const std::string& name) { return fs::path(LOADLINE_CORPORA) / name; }

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "loadline-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // a folder left behind in /tmp fails no test
  fs::remove_all(path_, ignored);
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  if (!(out << text).flush()) throw std::runtime_error("cannot write " + file.string());
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace loadline::test
