// Threads with deep stacks, and crash recovery.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/workers.h"

#include <clang/Basic/Stack.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/thread.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace loadline::frontend {
namespace {

constexpr unsigned kStackBytes = 64u << 20;  // generated code nests expressions thousands deep; pages are used on demand

}  // namespace

void run_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take_turns = [&] {
    clang::noteBottomOfStack();
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t threads = std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(count, 1));
  std::vector<llvm::thread> pool;
  for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(std::optional<unsigned>(kStackBytes), take_turns);
  for (llvm::thread& thread : pool) thread.join();
}

bool run_safely(const std::function<void()>& work) {
  static const bool enabled = (llvm::CrashRecoveryContext::Enable(), true);
  (void)enabled;
  llvm::CrashRecoveryContext recovery;
  return recovery.RunSafely([&] { work(); });
}

}  // namespace loadline::frontend
