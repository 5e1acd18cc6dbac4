// Colours, widths, and the progress line.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cstdlib>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "tool/console/progress.h"
#include "tool/console/terminal.h"

namespace loadline {
namespace {

using std::chrono::milliseconds;

TEST_CASE("long texts lose their middle, counted in characters and not in bytes") {
  CHECK(elided("abcdefghij", 10) == "abcdefghij");
  CHECK(elided("abcdefghij", 7) == "abc…hij");
  CHECK(elided("abcdefghij", 6) == "ab…hij");
  CHECK(elided("äöüßäöüß", 5) == "äö…üß");
  CHECK(elided("abc", 1) == "…");
  CHECK(elided("abc", 0).empty());
}

TEST_CASE("colours follow the flag; without one they need a terminal") {
  const int file = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  REQUIRE(file >= 0);
  CHECK(use_color(ColorMode::always, file));
  CHECK_FALSE(use_color(ColorMode::never, file));
  CHECK_FALSE(use_color(ColorMode::automatic, file));
  ::close(file);
}

TEST_CASE("NO_COLOR and a dumb terminal switch automatic colours off") {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE(terminal >= 0);
  ::unsetenv("NO_COLOR");
  ::setenv("TERM", "xterm", 1);
  CHECK(use_color(ColorMode::automatic, terminal));
  ::setenv("TERM", "dumb", 1);
  CHECK_FALSE(use_color(ColorMode::automatic, terminal));
  ::setenv("TERM", "xterm", 1);
  ::setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(use_color(ColorMode::automatic, terminal));
  CHECK(use_color(ColorMode::always, terminal));
  ::unsetenv("NO_COLOR");
  ::close(terminal);
}

// A clock that stands still until it is told to go on.
struct ManualClock {
  std::chrono::steady_clock::time_point now;
  Progress::Clock reader() {
    return [this] { return now; };
  }
};

TEST_CASE("on a terminal the progress line is rewritten in place and wiped at the end") {
  std::ostringstream out;
  ManualClock clock;
  {
    Progress progress(out, 40, clock.reader());
    clock.now += milliseconds(100);
    progress.show(37, 412, "src/x.cc");
    progress.show(38, 412, "src/too_soon.cc");
    clock.now += milliseconds(100);
    progress.show(39, 412, "src/y.cc");
  }
  CHECK(out.str() == "\r[37/412] src/x.cc\x1b[K\r[39/412] src/y.cc\x1b[K\r\x1b[K");
}

TEST_CASE("the progress line never fills the terminal's width") {
  const std::size_t width = GENERATE(1u, 5u, 10u, 20u, 39u);
  std::ostringstream out;
  ManualClock clock;
  Progress progress(out, width, clock.reader());
  clock.now += milliseconds(100);
  progress.show(37, 412, std::string(200, 'x') + "\x1b[2J");
  const std::string shown = out.str().substr(1, out.str().find("\x1b[K") - 1);
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown == elided(shown, width - 1));
}

TEST_CASE("without a terminal there is a line every few seconds, and none in a short run") {
  std::ostringstream out;
  ManualClock clock;
  {
    Progress progress(out, 0, clock.reader());
    for (std::uint32_t done = 1; done <= 12; ++done) {
      clock.now += milliseconds(1000);
      progress.show(done, 12, "src/" + std::to_string(done) + ".cc");
    }
  }
  CHECK(out.str() == "[5/12] src/5.cc\n[10/12] src/10.cc\n");
}

}  // namespace
}  // namespace loadline
