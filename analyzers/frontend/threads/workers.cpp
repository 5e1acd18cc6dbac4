// Threads with deep stacks, and crash recovery.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/workers.h"

#include <clang/Basic/Stack.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/thread.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <ctime>
#include <vector>

#include "analyzers/frontend/threads/confinement.h"

namespace loadline::frontend {
namespace {

constexpr unsigned kStackBytes =
    64u << 20;  // generated code nests expressions thousands deep; pages are used on demand

constexpr std::size_t kSpareStackBytes = 64u << 10;  // for the handler of a stack overflow

// A thread that has used up its stack has none left for the handler of the signal that comes then.
class SpareStack {
 public:
  SpareStack() : memory_(kSpareStackBytes) {
    stack_t stack{};
    stack.ss_sp = memory_.data();
    stack.ss_size = memory_.size();
    ::sigaltstack(&stack, &before_);
  }
  ~SpareStack() { ::sigaltstack(&before_, nullptr); }
  SpareStack(const SpareStack&) = delete;
  SpareStack& operator=(const SpareStack&) = delete;

 private:
  std::vector<char> memory_;
  stack_t before_{};
};

bool enable_recovery() {
  llvm::CrashRecoveryContext::Enable();
  for (const int signal : {SIGSEGV, SIGBUS}) {
    struct sigaction action{};
    ::sigaction(signal, nullptr, &action);
    action.sa_flags |= SA_ONSTACK;
    ::sigaction(signal, &action, nullptr);
  }
  return true;
}

void run_on_pool(unsigned jobs, std::size_t count, bool is_confined, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  run_on_threads(std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(count, 1)), [&] {
    if (is_confined) confine_this_thread();
    for (std::size_t i = next++; i < count; i = next++) work(i);
  });
}

}  // namespace

void run_on_threads(std::size_t jobs, const std::function<void()>& work) {
  const auto start = [&] {
    const SpareStack spare;
    clang::noteBottomOfStack();
    work();
  };
  std::vector<llvm::thread> pool;
  for (std::size_t i = 0; i < jobs; ++i) pool.emplace_back(std::optional<unsigned>(kStackBytes), start);
  for (llvm::thread& thread : pool) thread.join();
}

void run_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work) {
  run_on_pool(jobs, count, false, work);
}

void run_confined(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work) {
  run_on_pool(jobs, count, true, work);
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

bool run_safely(const std::function<void()>& work) {
  static const bool enabled = enable_recovery();
  (void)enabled;
  llvm::CrashRecoveryContext recovery;
  return recovery.RunSafely([&] { work(); });
}

void give_up() {
  if (auto* recovery = llvm::CrashRecoveryContext::GetCurrent()) recovery->HandleExit(1);
}

}  // namespace loadline::frontend
