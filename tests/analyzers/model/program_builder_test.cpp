// Merging: order-free, idempotent, and with the right place for each symbol.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

TEST_CASE("a line of program text is a reference between two declared symbols") {
  const Program program = program_from_text(
      "ui/window.cc -> core/log.h [call ui::Window::open -> core::log] :7\n"
      "core/log.cc -> core/log.h\n");
  REQUIRE(program.references().size() == 1);
  const Reference& call = program.references()[0];
  CHECK(program.symbols()[call.from].name == "ui::Window::open");
  CHECK(program.symbols()[call.to].name == "core::log");
  CHECK(program.files()[program.file_of(call.to)].path == "core/log.h");
  CHECK(program.files()[call.file].path == "ui/window.cc");
  CHECK(call.line == 7);
  CHECK(call.kind() == ReferenceKind::call);
  CHECK(program.includes().size() == 1);
  CHECK(program.units() == 2);
}
