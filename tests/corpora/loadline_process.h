// Runs the built loadline program, as a user would, on one of the projects that tests/corpora/fetch has brought.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/calls/effects.h"

namespace loadline::test {

struct Outcome {
  int exit_code = -1;  // -1: ended by a signal
  std::string out;
  std::string err;
};

// `arguments` are passed as they are, whatever characters they hold.
Outcome run_loadline(const std::vector<std::string>& arguments);

// Where the project `name` is.
std::filesystem::path corpus(const std::string& name);

// An empty folder for this test case alone, gone when the object is.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& text);
std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace loadline::test
