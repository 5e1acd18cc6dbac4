// A second wall around code that reads untrusted input: the kernel lets its thread start no program and write no file.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace loadline::frontend {

struct Confinement {
  bool by_landlock = false;  // writing files, starting programs and TCP
  bool by_seccomp = false;   // the system calls for these, and other sockets

  bool is_complete() const { return by_landlock && by_seccomp; }
};

// Confines the calling thread, and the threads and processes that it starts from now on, for good. Reading files goes on, and
// so does writing to what is open already. Says what the kernel offered.
Confinement confine_this_thread();

// What confine_this_thread() can do here; found out on a thread of its own, once.
Confinement confinement_offered();

}  // namespace loadline::frontend
