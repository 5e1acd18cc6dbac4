// Processes that do dangerous work: confined, limited in time and memory, and replaced when they die of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

namespace loadline::frontend {

struct WorkLimits {
  double seconds = 60;                            // of CPU, for one request
  std::uint64_t memory = std::uint64_t{4} << 30;  // bytes that one request may take
  std::uint64_t all_memory = 0;                   // bytes that all processes may hold at a time; 0: no limit
};

// Each process is a copy of this one as it was when the process was started. Its output goes nowhere.
class WorkerPool {
 public:
  // Does one request in a worker and returns the answer. Must not throw.
  using Handler = std::function<std::string(std::uint64_t request)>;

  struct Answer {
    std::optional<std::string> bytes;
    std::string loss;  // why there are none: "took more than 60 s", "" when it crashed
  };

  // Starts `workers` processes; no other thread may be running.
  WorkerPool(std::size_t workers, Handler handler, const WorkLimits& limits);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Thread-safe; by as many threads as there are workers.
  Answer ask(std::uint64_t request);
  // Hold it wherever you take a lock that workers take too: no worker is replaced meanwhile, which would start with a copy of
  // the lock that nobody releases. Not to be held while asking.
  std::shared_lock<std::shared_mutex> hold_off_replacing() { return std::shared_lock(replacing_); }

 private:
  struct Worker {
    pid_t process = -1;
    int requests = -1;  // our ends of the pipes
    int answers = -1;
    bool is_busy = false;
  };
  enum class Fault { none, crashed, time, memory, all_memory };

  void start(Worker& worker);
  void stop(Worker& worker);
  Worker& take_free_worker();
  Answer ask(Worker& worker, std::uint64_t request, Fault& fault);
  Fault fault_of(const Worker& worker, double seconds_before);
  bool is_largest_of_too_many(const Worker& worker);
  [[noreturn]] void serve(int requests, int answers);
  std::string text_of(Fault fault) const;

  const Handler handler_;
  const WorkLimits limits_;
  void (*on_broken_pipe_)(int) = nullptr;
  std::shared_mutex alone_;  // held for itself by a request that must run alone
  std::shared_mutex replacing_;
  std::mutex mutex_;  // guards the workers, and starting processes
  std::condition_variable freed_;
  std::vector<Worker> workers_;
};

}  // namespace loadline::frontend
