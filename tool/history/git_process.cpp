// Starts git with files in place of pipes, so neither side can wait for the other.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/git_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>

#include "analyzers/words/user_error.h"

extern char** environ;

namespace loadline {

namespace {

namespace fs = std::filesystem;

// Variables of a git that called us, say from a hook, mean its repository and index; the others would run programs. What says
// where the user's own settings are is kept: they hold which folders of other users are trusted (safe.directory).
bool is_kept(std::string_view variable) {
  return !variable.starts_with("GIT_") || variable.starts_with("GIT_CEILING_DIRECTORIES=") ||
         variable.starts_with("GIT_CONFIG_");
}

std::vector<std::string> environment() {
  std::vector<std::string> kept;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (is_kept(*variable)) kept.emplace_back(*variable);
  }
  for (const char* added :
       {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
        "GIT_NO_REPLACE_OBJECTS=1", "GIT_PAGER=cat", "GIT_ASKPASS=", "SSH_ASKPASS=", "LC_ALL=C"}) {
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

// An empty or relative entry of PATH means the current folder, which is that of the checked code.
std::string find_git() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.starts_with('/')) continue;
    std::string program = std::string(folder) + "/git";
    if (access(program.c_str(), X_OK) == 0) return program;
  }
  return "";
}

OpenFile memory_file() {
  const int file = memfd_create("git", MFD_CLOEXEC);
  return OpenFile(file < 0 ? nullptr : fdopen(file, "w+"));
}

OpenFile nameless_file() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  int file = error ? -1 : open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 && !error) {  // not every file system has nameless files
    std::string name = (folder / "loadline-XXXXXX").string();
    file = mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0) unlink(name.c_str());
  }
  if (file < 0) {
    throw AnalysisFailure("cannot make a temporary file: " + (error ? error.message() : std::strerror(errno)),
                          "TMPDIR says where temporary files go");
  }
  return OpenFile(fdopen(file, "w+"));
}

std::string text_in(std::FILE* file) {
  std::string text;
  std::array<char, 1 << 16> part;
  std::rewind(file);
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), file)) text.append(part.data(), got);
  return text;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The exit code, -1 if git does not start.
int spawn_git(std::vector<std::string> words, std::FILE* in, std::FILE* out, std::FILE* err) {
  const std::string program = find_git();
  if (program.empty()) return -1;
  std::vector<std::string> variables = environment();
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(in), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(out), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(err), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = -1;
  const int failure =
      posix_spawn(&child, program.c_str(), &files, &attributes, pointers(words).data(), pointers(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failure == 0 ? wait_for(child) : -1;
}

GitAnswer run_git_into(std::FILE* output, const fs::path& folder, const std::vector<std::string>& arguments,
                       const std::string& input) {
  GitAnswer answer;
  const OpenFile in = memory_file(), err = memory_file();
  if (!in || !err || output == nullptr) {
    throw AnalysisFailure(std::string("cannot run git: ") + std::strerror(errno), "");
  }
  std::fwrite(input.data(), 1, input.size(), in.get());
  std::rewind(in.get());
  std::vector<std::string> words{"git", "-C", folder.string(), "--no-pager"};
  for (const char* setting : {"core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never",
                              "safe.bareRepository=explicit", "credential.helper="}) {
    words.insert(words.end(), {"-c", setting});
  }
  words.insert(words.end(), arguments.begin(), arguments.end());
  answer.exit_code = spawn_git(std::move(words), in.get(), output, err.get());
  answer.err = text_in(err.get());
  std::rewind(output);
  return answer;
}

}  // namespace

GitAnswer run_git(const fs::path& folder, const std::vector<std::string>& arguments, const std::string& input) {
  const OpenFile output = memory_file();
  GitAnswer answer = run_git_into(output.get(), folder, arguments, input);
  answer.out = text_in(output.get());
  return answer;
}

GitAnswer run_git(const fs::path& folder, const std::vector<std::string>& arguments, const std::string& input,
                  OpenFile& output) {
  output = nameless_file();
  return run_git_into(output.get(), folder, arguments, input);
}

}  // namespace loadline
