// Workers do what they are asked, cost no more than the request when they die, and can neither write nor run anything.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/worker_pool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdlib>
#include <thread>
#include <vector>

#include "analyzers/frontend/threads/confinement.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

// Deep enough for any stack, and not to be turned into a loop.
unsigned long dig(volatile unsigned long depth) {
  volatile char floor[4096];
  floor[0] = static_cast<char>(depth);
  return depth == 0 ? static_cast<unsigned long>(floor[0]) : dig(depth - 1) + static_cast<unsigned long>(floor[0]);
}

std::string spin() {
  for (volatile unsigned i = 0;; i = i + 1) {
  }
}

std::string fill_memory() {
  std::vector<std::vector<char>> blocks;
  for (;;) blocks.emplace_back(16 << 20, 'x');
}

std::string handle(std::uint64_t request) {
  switch (request) {
    case 1: return std::to_string(dig(100'000'000));
    case 2: std::abort();
    case 3: return spin();
    case 4: return fill_memory();
    default: return std::string(request, 'a');
  }
}

WorkLimits limits(double seconds = 30, std::uint64_t mebibytes = 1024) { return {seconds, mebibytes << 20, 0}; }

}  // namespace

TEST_CASE("workers answer many threads, however long the answers are") {
  WorkerPool pool(3, handle, limits());
  std::vector<std::thread> threads;
  std::vector<int> right(3);
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([&, i] {
      for (std::uint64_t size = 100; size < 130; ++size) {
        right[i] += pool.ask(size * 5000).bytes == std::string(size * 5000, 'a');
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>{30, 30, 30});
}

TEST_CASE("a request that overflows the stack or aborts is lost, and the next is answered") {
  WorkerPool pool(1, handle, limits());
  for (const std::uint64_t deadly : {1, 2}) {
    const WorkerPool::Answer answer = pool.ask(deadly);
    CHECK_FALSE(answer.bytes);
    CHECK(answer.loss.empty());
    CHECK(pool.ask(10).bytes == "aaaaaaaaaa");
  }
}

TEST_CASE("a request that takes too long is given up") {
  WorkerPool pool(1, handle, limits(0.3));
  const WorkerPool::Answer answer = pool.ask(3);
  CHECK_FALSE(answer.bytes);
  CHECK(answer.loss.find("took more than") == 0);
  CHECK(pool.ask(10).bytes);
}

TEST_CASE("a request that takes too much memory is given up") {
  WorkerPool pool(1, handle, limits(60, 256));
  const WorkerPool::Answer answer = pool.ask(4);
  CHECK_FALSE(answer.bytes);
  CHECK(answer.loss.find("needs more than 256 MiB") == 0);
  CHECK(pool.ask(10).bytes);
}

TEST_CASE("the limit of memory for all workers holds for one that works alone, too") {
  WorkerPool pool(1, handle, {60, std::uint64_t{8} << 30, std::uint64_t{300} << 20});
  const WorkerPool::Answer answer = pool.ask(4);
  CHECK_FALSE(answer.bytes);
  CHECK(answer.loss.find("needs more than 300 MiB") == 0);
}

TEST_CASE("a confined worker can neither write a file nor start a program") {
  const Confinement offered = confinement_offered();
  if (!offered.by_landlock && !offered.by_seccomp) return;
  const test::TemporaryFolder folder;
  folder.write("file", "precious");
  const std::string file = (folder.path() / "file").string();
  const auto errors = [&](std::uint64_t) {
    std::string result;
    const auto note = [&](long outcome) { result += outcome < 0 && (errno == EPERM || errno == EACCES) ? '-' : '+'; };
    note(::open(file.c_str(), O_WRONLY));
    note(::open(file.c_str(), O_RDONLY | O_TRUNC));
    note(::open((file + ".new").c_str(), O_WRONLY | O_CREAT, 0600));
    note(::unlink(file.c_str()));
    note(::rename(file.c_str(), (file + ".new").c_str()));
    note(::mkdir((file + ".d").c_str(), 0700));
    note(::symlink("x", (file + ".l").c_str()));
    char program[] = "/bin/true";
    char* arguments[] = {program, nullptr};
    note(::execv(program, arguments));
    note(::open(file.c_str(), O_RDONLY));
    return result;
  };
  WorkerPool pool(1, errors, limits());
  CHECK(pool.ask(0).bytes == "--------+");
  CHECK(folder.read("file") == "precious");
}

}  // namespace loadline::frontend
