// Threads with deep stacks, and crash recovery.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/workers.h"

#include <clang/Basic/Stack.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/thread.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <vector>

namespace loadline::frontend {
namespace {

constexpr unsigned kStackBytes =
    64u << 20;  // generated code nests expressions thousands deep; pages are used on demand

}  // namespace

void run_on_threads(std::size_t jobs, const std::function<void()>& work) {
  const auto start = [&] {
    clang::noteBottomOfStack();
    work();
  };
  std::vector<llvm::thread> pool;
  for (std::size_t i = 0; i < jobs; ++i) pool.emplace_back(std::optional<unsigned>(kStackBytes), start);
  for (llvm::thread& thread : pool) thread.join();
}

void run_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  run_on_threads(std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(count, 1)), [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  });
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

bool run_safely(const std::function<void()>& work) {
  static const bool enabled = (llvm::CrashRecoveryContext::Enable(), true);
  (void)enabled;
  llvm::CrashRecoveryContext recovery;
  return recovery.RunSafely([&] { work(); });
}

}  // namespace loadline::frontend
