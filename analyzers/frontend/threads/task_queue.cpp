// A queue of tasks, shared by threads.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/task_queue.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>

#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

class Queue {
 public:
  Queue(const std::vector<Task>& tasks, std::uint64_t memory_limit)
      : tasks_(tasks), limit_(memory_limit), followers_(tasks.size()), urgency_(tasks.size()), awaited_(tasks.size()) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      for (const std::size_t earlier : tasks[i].after) followers_[earlier].push_back(i);
      awaited_[i] = tasks[i].after.size();
    }
    // Who is waited for is as urgent as all that wait.
    for (std::size_t i = tasks.size(); i-- > 0;) {
      urgency_[i] += tasks[i].length;
      for (const std::size_t earlier : tasks[i].after)
        urgency_[earlier] += urgency_[i] / static_cast<double>(tasks[i].after.size());
    }
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (awaited_[i] == 0) make_ready(i);
    }
  }

  // One thread's share: returns when nothing is left to start.
  void work() {
    std::unique_lock lock(mutex_);
    while (started_ < tasks_.size()) {
      const auto next = next_that_fits();
      if (next == ready_.end()) {
        changed_.wait(lock);
        continue;
      }
      const std::size_t task = next->second;
      ready_.erase(next);
      begin(task);
      lock.unlock();
      tasks_[task].work();
      lock.lock();
      end(task);
    }
  }

 private:
  using Ready = std::set<std::pair<double, std::size_t>>;  // by urgency, the greatest first

  void make_ready(std::size_t task) { ready_.insert({-urgency_[task], task}); }

  Ready::iterator next_that_fits() {
    return std::find_if(ready_.begin(), ready_.end(), [this](const auto& entry) {
      return limit_ == 0 || running_ == 0 || memory_ + tasks_[entry.second].memory <= limit_;
    });
  }

  void begin(std::size_t task) {
    ++started_;
    ++running_;
    memory_ += tasks_[task].memory;
    if (started_ == tasks_.size()) changed_.notify_all();
  }

  void end(std::size_t task) {
    --running_;
    memory_ -= tasks_[task].memory;
    for (const std::size_t follower : followers_[task]) {
      if (--awaited_[follower] == 0) make_ready(follower);
    }
    changed_.notify_all();
  }

  const std::vector<Task>& tasks_;
  const std::uint64_t limit_;
  std::vector<std::vector<std::size_t>> followers_;
  std::vector<double> urgency_;
  std::mutex mutex_;                  // guards all below
  std::vector<std::size_t> awaited_;  // by task: how many it still waits for
  std::condition_variable changed_;
  Ready ready_;
  std::size_t started_ = 0;
  std::size_t running_ = 0;
  std::uint64_t memory_ = 0;
};

}  // namespace

void run_tasks(std::size_t jobs, const std::vector<Task>& tasks, std::uint64_t memory_limit) {
  Queue queue(tasks, memory_limit);
  run_on_threads(std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(tasks.size(), 1)), [&] { queue.work(); });
}

}  // namespace loadline::frontend
