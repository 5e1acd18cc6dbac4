// What holds an edge between modules up.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/questions/carriers.h"
#include "tests/analyzers/analysed_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::vector<std::string> carriers(std::string_view text) {
  const AnalysedText analysed(text);
  const Modules& modules = analysed.analyses.modules();
  std::vector<std::string> texts;
  for (const Carrier& carrier : carriers_of(analysed.analyses, modules.find("ui"), modules.find("core"))) {
    texts.push_back((carrier.is_file ? "#" : "") + carrier.name + " " + std::to_string(carrier.references) + " :" +
                    std::to_string(carrier.first.line));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an edge is carried by the symbols it uses, most used first", "[carriers]") {
  CHECK(carriers("ui/w.cc -> core/a.h [call ui::f -> core::g] :9\nui/w.cc -> core/a.h [call ui::f -> core::h] :7\n"
                 "ui/w.cc -> core/a.h [call ui::f -> core::h] :5\ncore/a.h -> ui/w.h :3\n") ==
        Texts{"core::h 2 :5", "core::g 1 :9"});
}

TEST_CASE("a header counts only when nothing in it is used", "[carriers]") {
  CHECK(carriers("ui/w.cc -> core/a.h :1\nui/w.cc -> core/b.h :2\nui/w.cc -> core/a.h [call ui::f -> core::g] :9\n") ==
        Texts{"core::g 1 :9", "#core/b.h 1 :2"});
}

TEST_CASE("without an edge there is nothing that carries it", "[carriers]") {
  CHECK(carriers("ui/w.cc -> <vector>\ncore/a.h -> ui/w.h :3\n").empty());
}
