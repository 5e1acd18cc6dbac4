// What a change reaches, and what it rebuilds.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/questions/impact.h"
#include "analyzers/words/user_error.h"
#include "tests/analyzers/analysed_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// core.h has two functions; api.h includes it, app.cc uses api.h, tool.cc uses core::g only, lone.cc nothing.
constexpr std::string_view kText =
    "api/api.h -> core/core.h :1\n"
    "api/api.h -> core/core.h [call api::run -> core::f] :20\n"
    "app/app.cc -> api/api.h :1\n"
    "app/app.cc -> api/api.h [call app::main -> api::run] :30\n"
    "tool/tool.cc -> core/core.h :1\n"
    "tool/tool.cc -> core/core.h [call tool::main -> core::g] :10\n"
    "core/core.cc -> core/core.h :4\n"
    "lone/lone.cc -> <vector> :2\n";

struct Told {
  std::vector<std::string> reached, rebuilt;
  std::uint64_t lines = 0;
};

Told impact(const std::string& name) {
  const AnalysedText analysed(kText);
  const Impact result = impact_of(analysed.analyses, name);
  Told told;
  for (const ReachedFile& file : result.reached) {
    told.reached.push_back(std::string(analysed.program.files()[file.file].path) + " " + std::to_string(file.steps));
  }
  for (const FileIndex file : result.rebuilt) told.rebuilt.emplace_back(analysed.program.files()[file].path);
  told.lines = result.lines_rebuilt;
  return told;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a file reaches all that depends on it, step by step, and rebuilds the units that include it", "[impact]") {
  const Told told = impact("core/core.h");
  CHECK(told.reached == Texts{"core/core.h 0", "api/api.h 1", "core/core.cc 1", "tool/tool.cc 1", "app/app.cc 2"});
  CHECK(told.rebuilt == Texts{"app/app.cc", "core/core.cc", "tool/tool.cc"});
  CHECK(told.lines == 30 + 20 + 4 + 10);  // app.cc with api.h, core.cc, tool.cc; core.h has no lines in this text
}

TEST_CASE("a symbol reaches what uses it, not what uses its neighbours", "[impact]") {
  const Told told = impact("core::g");
  CHECK(told.reached == Texts{"core/core.h 0", "tool/tool.cc 1"});
  CHECK(told.rebuilt == Texts{"app/app.cc", "core/core.cc", "tool/tool.cc"});  // the compiler does not tell them apart
}

TEST_CASE("a module is all its files", "[impact]") {
  const Told told = impact("api");
  CHECK(told.reached == Texts{"api/api.h 0", "app/app.cc 1"});
  CHECK(told.rebuilt == Texts{"app/app.cc"});
}

TEST_CASE("a source that nobody includes reaches and rebuilds itself", "[impact]") {
  const Told told = impact("lone/lone.cc");
  CHECK(told.reached == Texts{"lone/lone.cc 0"});
  CHECK(told.rebuilt == Texts{"lone/lone.cc"});
  CHECK(told.lines == 2);
}

TEST_CASE("what does not exist has no impact but an error", "[impact]") {
  CHECK_THROWS_AS(impact("nothing"), UserError);
}
