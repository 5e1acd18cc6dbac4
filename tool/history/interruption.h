// What is removed before Ctrl-C or a request to stop ends the program.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <mutex>

namespace loadline {

// A signal handler may do next to nothing, so a separate thread waits for the signal, removes the folders, and then
// lets the signal do what it does by default. The thread exists from the first folder on. Signals that are ignored stay
// ignored. A process that is forked from this one just ends.
class Interruption {
 public:
  // While one exists, an interruption waits.
  class Lock {
   public:
    Lock();

   private:
    std::unique_lock<std::mutex> lock_;
  };

  // REQUIRES: the caller holds a Lock.
  static void remove_then(const std::filesystem::path& folder);
  static void forget(const std::filesystem::path& folder);
};

}  // namespace loadline
