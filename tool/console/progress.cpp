// The progress line: "[37/412] src/x.cc".
// SPDX-License-Identifier: Apache-2.0
#include "tool/console/progress.h"

#include <utility>

#include "reports/terminal_text.h"
#include "tool/console/terminal.h"

namespace loadline {

namespace {

using std::chrono::milliseconds;

// A terminal shows what is going on; a log needs a sign of life, and nothing at all from a short run.
constexpr milliseconds kTerminalPause{50};
constexpr milliseconds kLogPause{5000};

}  // namespace

Progress::Progress(std::ostream& out, std::size_t width, Clock now)
    : out_(out), width_(width), now_(std::move(now)), last_(now_()) {}

Progress::~Progress() {
  if (is_line_open_) out_ << "\r\x1b[K" << std::flush;
}

void Progress::show(std::uint32_t done, std::uint32_t total, const std::string& source) {
  const auto now = now_();
  if (now - last_ < (width_ > 0 ? kTerminalPause : kLogPause)) return;
  last_ = now;
  const std::string count = '[' + std::to_string(done) + '/' + std::to_string(total) + "] ";
  if (width_ == 0) {
    out_ << count << terminal_text(source) << std::endl;
    return;
  }
  // One column stays free: some terminals wrap when the last one is written.
  const std::size_t room = width_ > count.size() + 1 ? width_ - count.size() - 1 : 0;
  out_ << '\r' << elided(count + elided(terminal_text(source), room), width_ - 1) << "\x1b[K" << std::flush;
  is_line_open_ = true;
}

}  // namespace loadline
