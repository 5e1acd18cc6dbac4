// Where libc++ is looked for.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/present_library.h"

#include <algorithm>
#include <filesystem>

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

// In the places where Clang's driver looks.
bool has_libcxx(const std::vector<std::string>& arguments, const std::string& directory) {
  fs::path sysroot = "/";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--sysroot=")) sysroot = fs::path(directory) / arguments[i].substr(10);
    const bool has_value = (arguments[i] == "--sysroot" || arguments[i] == "-isysroot") && i + 1 < arguments.size();
    if (has_value) sysroot = fs::path(directory) / arguments[i + 1];
  }
  std::error_code error;
  const fs::path compiler = fs::path(arguments.front()).parent_path();
  return (!compiler.empty() && fs::exists(compiler / "../include/c++/v1/vector", error)) ||
         fs::exists(sysroot / "usr/include/c++/v1/vector", error) ||
         fs::exists(sysroot / "usr/local/include/c++/v1/vector", error);
}

}  // namespace

std::vector<std::string> with_present_library(std::vector<std::string> arguments, const std::string& directory,
                                              std::vector<ArgumentChange>& changes) {
  const auto asks = std::find(arguments.begin(), arguments.end(), "-stdlib=libc++");
  // With -nostdinc++ the command says itself where the headers are.
  const bool says_where = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
    return word.starts_with("-nostdinc") || word.ends_with("c++/v1");
  });
  if (asks == arguments.end() || says_where || has_libcxx(arguments, directory)) return arguments;
  std::erase(arguments, "-stdlib=libc++");
  changes.push_back({"-stdlib=libc++", "libc++ is not on this machine: another standard library is read", "", 0, true});
  return arguments;
}

}  // namespace loadline::frontend
