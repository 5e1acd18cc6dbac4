// Runs work on several threads with deep stacks, and shields the run from crashes inside Clang.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace loadline::frontend {

// Calls work(0) … work(count - 1), each once, on up to `jobs` threads. Returns when all are done. `work` must not throw.
void run_parallel(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work);

// The same on threads that can start no program and write no file (confinement.h).
void run_confined(unsigned jobs, std::size_t count, const std::function<void(std::size_t)>& work);

// Runs `work` on as many threads as `jobs`, with deep stacks, and returns when all of them have.
void run_on_threads(std::size_t jobs, const std::function<void()>& work);

// CPU time that the calling thread has used.
double thread_seconds();

// Runs `work` on one of the threads above; false when it crashed, overflowed its stack or gave up. What it had allocated is
// lost then.
bool run_safely(const std::function<void()>& work);

// Ends the run_safely() that the calling thread is in, as a crash would. Does nothing outside of one.
void give_up();

}  // namespace loadline::frontend
