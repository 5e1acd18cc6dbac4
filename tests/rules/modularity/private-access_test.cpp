// private-access: only public files may be used from outside.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kText =
    "api/a.cc -> store/store.h :1\n"
    "api/a.cc -> store/btree.h [call api::f -> store::split] :2\n"
    "api/b.cc -> store/btree.h :1\n"
    "store/store.cc -> store/btree.h :1\n"
    "store/sql/q.cc -> store/btree.h :1\n";

Architecture architecture(const Texts& public_files) {
  Architecture result;
  result.modules = {module("api", {"api"}), module("store", {"store"}), module("store.sql", {"store/sql"})};
  for (const std::string& pattern : public_files) result.modules[1].public_files.push_back({pattern, {}});
  return result;
}

}  // namespace

TEST_CASE("a private file of another module must not be used", "[private-access]") {
  const std::vector<Finding> all = findings("private-access", kText, {entry({})}, architecture({"store/store.h"}));
  CHECK(summaries(all) == Texts{"api -> store/btree.h at api/a.cc:2"});
  CHECK(all[0].trail.size() == 2);
}

TEST_CASE("public files, one's own files and modules without a public list are free", "[private-access]") {
  CHECK(findings("private-access", kText, {entry({})}, architecture({"store/*.h"})).empty());
  CHECK(findings("private-access", kText, {entry({})}, architecture({})).empty());
}

TEST_CASE("modules can be excepted, and kinds left out", "[private-access]") {
  const Architecture closed = architecture({"store/store.h"});
  CHECK(findings("private-access", kText, {entry({{"except", {"api"}}})}, closed).empty());
  CHECK(summaries(findings("private-access", kText, {entry({{"kinds", {"include"}}})}, closed)) ==
        Texts{"api -> store/btree.h at api/b.cc:1"});
  CHECK(findings("private-access", kText, {entry({{"kinds", {"inherit"}}})}, closed).empty());
}
