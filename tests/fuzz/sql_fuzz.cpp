// SQL from anybody: rows, or refused with a message; and nothing that it read is changed by it.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "analyzers/questions/sql/program_database.h"
#include "analyzers/words/user_error.h"
#include "tests/support/program_text.h"

namespace {

struct Fixture {
  loadline::Program program = loadline::test::program_from_text(
      "ui/w.cc -> core/log.h [call ui::open -> core::log] :7\n"
      "ui/w.cc -> core/log.h :2\n"
      "core/x.cc -> ui/w.h [inherit core::X -> ui::W] :3\n");
  loadline::Architecture architecture;
  std::vector<loadline::BuildTarget> targets;
  loadline::Analyses analyses{program, architecture, targets};
  loadline::ProgramDatabase database{analyses};

  std::size_t rows() {
    return database
        .select("SELECT id FROM modules UNION ALL SELECT id FROM symbols UNION ALL SELECT line FROM \"references\"")
        .rows.size();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixture fixture;
  static const std::size_t rows = fixture.rows();
  loadline::SelectLimits limits;
  limits.time = std::chrono::milliseconds(200);
  limits.rows = 1000;
  try {
    fixture.database.select(std::string(reinterpret_cast<const char*>(data), size), limits);
  } catch (const loadline::UserError&) {
  }
  if (fixture.rows() != rows) std::abort();
  return 0;
}
