// Runs git for its output.
// SPDX-License-Identifier: Apache-2.0
//
// The program and not a library: libgit2 does not read all that git reads (reference tables, SHA-256 repositories, the
// extensions that Debian's version refuses, partial clones), and a check in CI has to read any clone. What git
// could run or fetch is switched off here, by settings that a repository cannot override.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace loadline {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, FileCloser>;

struct GitAnswer {
  int exit_code = -1;  // -1: git could not be run, or was killed
  std::string out, err;
};

// `git -C folder …` with `input` on stdin, and with everything off that would run other programs, ask the user, take
// locks or use a network. What only looks like a repository inside a work tree does not count. Git itself is looked for in the absolute
// folders of PATH alone, so that no file of the project is taken for it. Blocks.
GitAnswer run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                  const std::string& input = "");

// The same for an answer that may be as large as the repository: it goes to a file without a name among the temporary
// files, which is returned, at its beginning, in place of GitAnswer::out. Throws AnalysisFailure when there can be no such file.
GitAnswer run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                  const std::string& input, OpenFile& output);

}  // namespace loadline
