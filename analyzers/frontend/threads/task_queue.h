// Runs tasks that wait for each other on several threads, the longest first, within a limit of memory.
// SPDX-License-Identifier: Apache-2.0
//
// Not a library's pool: parsing deeply nested code needs stacks deeper than those of std::async, LLVM's pool or TBB's, and
// none of these starts the longest task first or keeps to a limit of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace loadline::frontend {

struct Task {
  std::function<void()> work;      // must not throw
  double length = 0;               // expected, in any unit
  std::uint64_t memory = 0;        // bytes expected at its peak
  std::vector<std::size_t> after;  // earlier tasks in the list, which must be done first
};

// Runs each task once and returns when all are done. Tasks that others wait for come first, then the longest, so that no
// thread idles at the end. A task that would bring the memory of all running ones over the limit (0: none) waits; one
// that is over it by itself runs alone.
void run_tasks(std::size_t jobs, const std::vector<Task>& tasks, std::uint64_t memory_limit);

}  // namespace loadline::frontend
