// Starts, asks, watches and replaces workers.
//
// A worker that died is replaced while other threads run. That is safe as long as none of these holds a lock that workers take:
// see hold_off_replacing().
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/worker_pool.h"

#include <fcntl.h>
#include <llvm/Support/ErrorHandling.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fstream>
#include <new>
#include <thread>

#include "analyzers/frontend/threads/confinement.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

constexpr int kOutOfMemory = 97;  // exit code of a worker
constexpr int kMillisecondsBetweenLooks = 50;

bool write_all(int file, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t count = ::write(file, at, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

bool read_all(int file, void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t count = ::read(file, at, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

// Pages of a process: `field` 1 holds those in memory, 5 the writable ones.
std::uint64_t bytes_of(pid_t process, int field) {
  std::ifstream file("/proc/" + (process == 0 ? std::string("self") : std::to_string(process)) + "/statm");
  std::uint64_t pages = 0;
  for (int i = 0; i <= field; ++i) file >> pages;
  return file ? pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

double seconds_of(pid_t process) {
  clockid_t clock{};
  timespec now{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &now) != 0) return 0;
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void limit_memory(std::uint64_t bytes) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, bytes_of(0, 5) + bytes);
  ::setrlimit(RLIMIT_DATA, &limit);
  const auto give_up = [] { ::_exit(kOutOfMemory); };
  std::set_new_handler(give_up);
  llvm::remove_bad_alloc_error_handler();
  llvm::install_bad_alloc_error_handler([](void*, const char*, bool) { ::_exit(kOutOfMemory); });
}

// A worker dies of what kills it, without a word and without a core file.
void silence() {
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {0, 1, 2}) ::dup2(nothing, stream);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::signal(signal, SIG_DFL);
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

WorkerPool::WorkerPool(std::size_t workers, Handler handler, const WorkLimits& limits)
    : handler_(std::move(handler)), limits_(limits), workers_(workers) {
  on_broken_pipe_ = ::signal(SIGPIPE, SIG_IGN);  // a worker that died is found out by writing to it
  for (Worker& worker : workers_) start(worker);
}

WorkerPool::~WorkerPool() {
  for (Worker& worker : workers_) stop(worker);
  ::signal(SIGPIPE, on_broken_pipe_);
}

void WorkerPool::start(Worker& worker) {
  int requests[2], answers[2];
  if (::pipe2(requests, O_CLOEXEC) != 0) return;
  if (::pipe2(answers, O_CLOEXEC) != 0) {
    ::close(requests[0]), ::close(requests[1]);
    return;
  }
  const pid_t process = ::fork();
  if (process == 0) {
    // Ends that belong to others would keep their pipes open.
    ::close(requests[1]), ::close(answers[0]);
    for (const Worker& other : workers_) {
      if (other.requests >= 0) ::close(other.requests), ::close(other.answers);
    }
    serve(requests[0], answers[1]);
  }
  ::close(requests[0]), ::close(answers[1]);
  worker = {process, requests[1], answers[0], worker.is_busy};
}

void WorkerPool::stop(Worker& worker) {
  if (worker.requests >= 0) ::close(worker.requests), ::close(worker.answers);
  if (worker.process > 0) {
    ::kill(worker.process, SIGKILL);
    ::waitpid(worker.process, nullptr, 0);
  }
  worker = {-1, -1, -1, worker.is_busy};
}

void WorkerPool::serve(int requests, int answers) {
  silence();
  limit_memory(limits_.memory);
  confine_this_thread();
  std::thread([=, this] {
    run_on_threads(1, [&] {
      std::uint64_t request = 0;
      while (read_all(requests, &request, sizeof(request))) {
        const std::string answer = handler_(request);
        const std::uint64_t size = answer.size();
        if (!write_all(answers, &size, sizeof(size)) || !write_all(answers, answer.data(), answer.size())) break;
      }
      ::_exit(0);
    });
  }).detach();  // loadline: allow(detached-thread) the process ends with _exit, whatever its thread does
  // When nobody is left to read the answer, there is no use in going on.
  pollfd readers{answers, 0, 0};
  while (::poll(&readers, 1, -1) < 0 && errno == EINTR) {
  }
  ::_exit(0);
}

WorkerPool::Worker& WorkerPool::take_free_worker() {
  std::unique_lock lock(mutex_);
  for (;;) {
    for (Worker& worker : workers_) {
      if (worker.is_busy) continue;
      worker.is_busy = true;
      if (worker.process <= 0) {
        const std::unique_lock nobody_holds_locks(replacing_);
        start(worker);
      }
      return worker;
    }
    freed_.wait(lock);
  }
}

bool WorkerPool::is_largest_of_too_many(const Worker& worker) {
  const std::lock_guard lock(mutex_);
  std::uint64_t all = 0, largest = 0;
  for (const Worker& other : workers_) {
    if (!other.is_busy || other.process <= 0) continue;
    const std::uint64_t bytes = bytes_of(other.process, 1);
    all += bytes;
    largest = std::max(largest, bytes);
  }
  return all > limits_.all_memory && bytes_of(worker.process, 1) >= largest;
}

WorkerPool::Fault WorkerPool::fault_of(const Worker& worker, double seconds_before) {
  if (seconds_of(worker.process) - seconds_before > limits_.seconds) return Fault::time;
  if (limits_.all_memory != 0 && is_largest_of_too_many(worker)) return Fault::all_memory;
  return Fault::none;
}

WorkerPool::Answer WorkerPool::ask(Worker& worker, std::uint64_t request, Fault& fault) {
  const double before = worker.process > 0 ? seconds_of(worker.process) : 0;
  Answer answer;
  bool is_whole = worker.process > 0 && write_all(worker.requests, &request, sizeof(request));
  while (is_whole && fault == Fault::none) {
    pollfd file{worker.answers, POLLIN, 0};
    const int ready = ::poll(&file, 1, kMillisecondsBetweenLooks);
    if (ready > 0) break;
    fault = fault_of(worker, before);
  }
  std::uint64_t size = 0;
  if (is_whole && fault == Fault::none && read_all(worker.answers, &size, sizeof(size))) {
    std::string bytes(size, '\0');
    if (read_all(worker.answers, bytes.data(), size)) answer.bytes = std::move(bytes);
  }
  if (answer.bytes) return answer;
  const std::lock_guard lock(mutex_);
  if (fault == Fault::none) {
    // It has closed its end, and is dying.
    int status = 0;
    const bool is_dead = worker.process > 0 && ::waitpid(worker.process, &status, 0) == worker.process;
    const bool needs_memory = is_dead && WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory;
    fault = needs_memory ? Fault::memory : Fault::crashed;
    if (is_dead) worker.process = -1;
  }
  stop(worker);
  return answer;
}

WorkerPool::Answer WorkerPool::ask(std::uint64_t request) {
  for (const bool is_alone : {false, true}) {
    std::shared_lock with_others(alone_, std::defer_lock);
    std::unique_lock alone(alone_, std::defer_lock);
    is_alone ? alone.lock() : with_others.lock();
    Worker& worker = take_free_worker();
    Fault fault = Fault::none;
    Answer answer = ask(worker, request, fault);
    {
      const std::lock_guard lock(mutex_);
      worker.is_busy = false;
    }
    freed_.notify_one();
    if (answer.bytes) return answer;
    // Too much for all together may do for one.
    if (fault == Fault::all_memory && !is_alone) continue;
    answer.loss = text_of(fault);
    return answer;
  }
  return {};
}

std::string WorkerPool::text_of(Fault fault) const {
  const auto mebibytes = [](std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; };
  switch (fault) {
    case Fault::time:
      return "took more than " + std::to_string(static_cast<int>(limits_.seconds)) + " s (--unit-time-limit)";
    case Fault::memory: return "needs more than " + mebibytes(limits_.memory) + " of memory (--unit-memory-limit)";
    case Fault::all_memory: return "needs more than " + mebibytes(limits_.all_memory) + " of memory (--memory-limit)";
    default: return {};
  }
}

}  // namespace loadline::frontend
