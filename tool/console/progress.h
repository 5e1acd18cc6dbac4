// Shows how far the parsing is: one line rewritten in place on a terminal, a line every few seconds elsewhere.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

namespace loadline {

class Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `width`: the columns of the terminal behind `out`; 0 when it is not a terminal.
  Progress(std::ostream& out, std::size_t width, Clock now = std::chrono::steady_clock::now);
  // Wipes the line from the terminal, so that results do not start after it.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint32_t done, std::uint32_t total, const std::string& source);

 private:
  std::ostream& out_;
  std::size_t width_;
  Clock now_;
  std::chrono::steady_clock::time_point last_;
  bool is_line_open_ = false;
};

}  // namespace loadline
