// An order-free digest of what the preprocessor hands to the parser: the proof that a precompiled header changes nothing.
// SPDX-License-Identifier: Apache-2.0
//
// A unit that reads its headers in another order is read the same when each stretch of code between two directives is
// handed out the same number of times, each time with the same macros for the identifiers it mentions. So every such run
// gives one number, of its file, its place and the macros it meets, and the digest is the sum of these numbers:
//
//   a.h: int size(SIZE);   b.h: #define SIZE 4        a.h, b.h  ≠  b.h, a.h     (SIZE in a.h: a name, then a 4)
//   a.h: int size(int);    b.h: #define SIZE 4        a.h, b.h  =  b.h, a.h
//
// Runs below a false #if are not handed out and do not count, nor do directives by themselves: what they do shows in the
// runs they guard and the macros those meet. A #pragma counts by what is in force behind it (`pack(push, 1)`, to its pop).
//
// Two things that system headers say count by their words and not by their place, because they are said by whichever header
// comes first and the facts do not hold where: what the visibility of symbols is, and what pid_t is. Saying the latter again
// changes nothing:
//
//   sched.h, time.h, unistd.h, …: #ifndef __pid_t_defined   typedef __pid_t pid_t;   #define __pid_t_defined   #endif
#pragma once

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "analyzers/frontend/scan/identifiers.h"

namespace loadline::frontend {

class PreprocessingDigest {
 public:
  // A file is entered; nullptr: one without a name, such as the command line's macros, which does not count. `is_system`: a
  // system header that is no part of the project.
  void enter(std::shared_ptr<const FileIdentifiers> file, bool is_system);
  // All of the current file before `offset` has been read.
  void advance(std::uint32_t offset);
  // What stands between the two offsets of the current file was below a false condition.
  void skip(std::uint32_t begin, std::uint32_t end);
  // The current file is read to its end.
  void leave();
  // The macro of that name, by digest, has a new meaning from here on; 0: none.
  void set_macro(std::uint64_t name, std::uint64_t meaning);

  std::uint64_t value() const { return sum_; }

 private:
  struct OpenFile {
    std::shared_ptr<const FileIdentifiers> file;
    bool is_system = false;
    std::size_t next_run = 0;
  };
  static bool counts_by_words(const OpenFile& file, const CodeRun& run);
  void read(const OpenFile& file, const CodeRun& run);
  std::uint64_t number_of(const OpenFile& file, const CodeRun& run) const;

  std::vector<OpenFile> open_;
  llvm::DenseMap<std::uint64_t, std::uint64_t> macros_;
  std::vector<std::uint64_t> pushed_;  // what was in force before
  std::uint64_t in_force_ = 0;         // digest of the pragmas that bear on what comes now
  std::uint64_t sum_ = 0;
  llvm::DenseSet<std::uint64_t> said_;  // that counts by its words, and so once
};

}  // namespace loadline::frontend
