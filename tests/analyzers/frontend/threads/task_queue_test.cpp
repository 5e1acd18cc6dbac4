// Tasks run once, after what they wait for, within the memory there is.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/task_queue.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <thread>

namespace loadline::frontend {
namespace {

// Runs tasks of these properties and returns their numbers in the order in which they started.
std::vector<std::size_t> started(std::vector<Task> tasks, std::size_t jobs, std::uint64_t limit = 0) {
  std::mutex mutex;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    tasks[i].work = [&, i] {
      const std::lock_guard lock(mutex);
      order.push_back(i);
    };
  }
  run_tasks(jobs, tasks, limit);
  return order;
}

Task task(double length, std::vector<std::size_t> after = {}) { return {{}, length, 0, std::move(after)}; }

using Order = std::vector<std::size_t>;

}  // namespace

TEST_CASE("the longest task starts first") { CHECK(started({task(1), task(3), task(2)}, 1) == Order{1, 2, 0}); }

TEST_CASE("a task that others wait for is as urgent as all of them") {
  CHECK(started({task(1), task(3), task(2, {0}), task(2, {0})}, 1) == Order{0, 1, 2, 3});
}

TEST_CASE("every task runs once and after the one it waits for, on any number of threads") {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < 300; ++i)
    tasks.push_back(task(static_cast<double>(i % 7),
                         i < 10 ? std::vector<std::size_t>() : std::vector<std::size_t>{i - 1 - i % 10, i / 2}));
  for (const std::size_t jobs : {1, 2, 5}) {
    const Order order = started(tasks, jobs);
    std::vector<std::size_t> place(tasks.size(), tasks.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    REQUIRE(order.size() == tasks.size());
    const bool all_in_order = std::all_of(order.begin(), order.end(), [&](std::size_t i) {
      return std::all_of(tasks[i].after.begin(), tasks[i].after.end(),
                         [&](std::size_t earlier) { return place[earlier] < place[i]; });
    });
    CHECK(all_in_order);
  }
}

TEST_CASE("tasks that do not fit into the memory together run one after the other, one too large by itself alone") {
  std::atomic<std::uint64_t> used{0}, peak{0};
  std::vector<Task> tasks;
  for (const std::uint64_t memory : {60, 30, 30, 250, 40, 70, 20, 90}) {
    const auto work = [&, memory] {
      const std::uint64_t now = used += memory;
      if (memory <= 100) peak = std::max<std::uint64_t>(peak, now);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      used -= memory;
    };
    tasks.push_back({work, 1, memory, {}});
  }
  run_tasks(4, tasks, 100);
  CHECK(peak <= 100);
  CHECK(used == 0);
}

}  // namespace loadline::frontend
