// Asks the operating system about terminals and makes text safe to show on one.
// SPDX-License-Identifier: Apache-2.0
#include "tool/console/terminal.h"

#include <cstdlib>
#include <vector>

#include <sys/ioctl.h>
#include <unistd.h>

namespace loadline {

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

std::size_t terminal_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool use_color(ColorMode mode, int descriptor) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color && *no_color) return false;
  if (term && std::string_view(term) == "dumb") return false;
  return is_terminal(descriptor);
}

std::string elided(const std::string& text, std::size_t width) {
  std::vector<std::size_t> starts;  // of the characters, in bytes
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) starts.push_back(at);
  }
  if (starts.size() <= width) return text;
  if (width == 0) return "";
  const std::size_t head = (width - 1) / 2;
  const std::size_t tail = width - 1 - head;
  const std::string end = tail == 0 ? "" : text.substr(starts[starts.size() - tail]);
  return text.substr(0, starts[head]) + "…" + end;
}

}  // namespace loadline
