// Keeps what libraries print away from stdout and stderr.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <streambuf>

namespace loadline {

// While it lives, stdout and stderr of the process lead nowhere, and std::cerr alone still reaches the user. What libraries
// print holds names of the checked code as they are, and some of it (-dumpmachine, -H) is asked for by compile
// commands: it could break a report on stdout, move the cursor, or give orders to CI. What is worth saying, libraries say
// through their interfaces. One at a time; not for code that writes to stdout.
class ForeignOutput {
 public:
  ForeignOutput();
  ~ForeignOutput();
  ForeignOutput(const ForeignOutput&) = delete;
  ForeignOutput& operator=(const ForeignOutput&) = delete;

 private:
  int stdout_ = -1, stderr_ = -1;  // where they led before
  std::unique_ptr<std::streambuf> buffer_;
  std::streambuf* cerr_ = nullptr;
};

}  // namespace loadline
