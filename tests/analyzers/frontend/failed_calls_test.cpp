// A call that does not compile, because a header is missing, is recorded as far as it is understood. (Clang drops the whole
// statement when it names something that was never declared; nothing of that can be recorded.)
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

// "Server::get /a": the calls with a text, and what they call.
std::vector<std::string> calls_with_text(const Program& program) {
  std::vector<std::string> found;
  for (const CallFact& call : program.bodies().calls) {
    for (const ArgumentFact& argument : program.bodies().arguments_of(call)) {
      const SymbolIndex callee = program.find_symbol(call.callee);
      if (argument.literal_kind != LiteralKind::string || callee == kNone) continue;
      found.push_back(std::string(program.symbols()[callee].name) + " " +
                      std::string(program.bodies().texts[argument.literal]));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("a registration whose handler has unknown types is still one, with its path") {
  const FixtureProject project;
  project.write("a.cpp", R"(
#include "missing.h"
struct Server {
  Server& get(const char* path, void (*handler)(int));
  Server& put(const char* path, void (*handler)(int));
  Server& put(const char* path, int limit, void (*handler)(int));
};
void run(Server& server) {
  server.get("/a", [](Unknown& request) { request.answer(); });
  server.put("/b", 3, [](const Unknown& request) { return 4; });
}
)");
  project.write_database("c++17");
  const Program program = extract(project).program;
  CHECK(calls_with_text(program) == std::vector<std::string>{"Server::get /a", "Server::put /b"});
}

}  // namespace loadline::test
