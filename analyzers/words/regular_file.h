// Reads files whose names come from the code being checked.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace loadline {

struct FileText {
  std::string text;
  int error = 0;  // as errno; then `text` is empty
  bool is_regular =
      true;  // false: a folder, a device or a pipe, which may be endless or never answer; then it is not read
  bool is_too_large = false;

  bool is_read() const { return error == 0 && is_regular && !is_too_large; }
  // Why it was not read: "No such file or directory", "it is a folder".
  std::string why_not() const;
};

// Links are followed. Never blocks on a pipe, and reads at most `most` bytes.
FileText read_regular_file(const std::filesystem::path& path, std::size_t most = std::size_t{1} << 30);

}  // namespace loadline
