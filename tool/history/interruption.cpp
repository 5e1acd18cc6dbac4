// Waits for signals that end the program.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/interruption.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <set>
#include <system_error>
#include <thread>

namespace loadline {

namespace {

namespace fs = std::filesystem;

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
constexpr int kMostTries = 100;  // another thread may be writing into the folder

// Never destroyed: the thread outlives main().
struct State {
  std::mutex mutex;
  std::set<fs::path> folders;
};
State& state() {
  static State& state = *new State;
  return state;
}

// What the handler reads: set before it is installed.
std::array<int, 2> pipe_ends = {-1, -1};
pid_t owner = -1;

void die_of(int signal_number) {
  signal(signal_number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  kill(getpid(), signal_number);
}

void handle(int signal_number) {
  const int kept = errno;
  if (getpid() != owner) {
    die_of(signal_number);
  } else {
    const auto byte = static_cast<unsigned char>(signal_number);
    // If the pipe is full, a signal is already on its way.
    [[maybe_unused]] const ssize_t written = write(pipe_ends[1], &byte, 1);
  }
  errno = kept;
}

void wait_for_signal() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  unsigned char byte = 0;
  while (read(pipe_ends[0], &byte, 1) != 1) {
    if (errno != EINTR) return;
  }
  const std::lock_guard lock(state().mutex);  // never released: no folder is made any more
  std::error_code error;
  for (const fs::path& folder : state().folders) {
    for (int i = 0; i < kMostTries && fs::exists(folder, error); ++i) fs::remove_all(folder, error);
  }
  die_of(byte);
  for (;;) pause();
}

void start() {
  if (pipe2(pipe_ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
  fcntl(pipe_ends[0], F_SETFL, 0);  // the thread waits; the handler must not
  owner = getpid();
  try {
    // loadline: allow(detached-thread) waits for signals as long as the process lives
    std::thread(wait_for_signal).detach();
  } catch (const std::system_error&) {
    return;  // then the signals do what they always did
  }
  for (const int number : kSignals) {
    struct sigaction now{};
    if (sigaction(number, nullptr, &now) != 0 || now.sa_handler != SIG_DFL) continue;
    struct sigaction action{};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, nullptr);
  }
}

}  // namespace

Interruption::Lock::Lock() : lock_(state().mutex) {
  static const bool started = (start(), true);
  static_cast<void>(started);
}

void Interruption::remove_then(const fs::path& folder) { state().folders.insert(folder); }

void Interruption::forget(const fs::path& folder) {
  const std::lock_guard lock(state().mutex);
  state().folders.erase(folder);
}

}  // namespace loadline
