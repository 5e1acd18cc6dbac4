// The merged facts as JSON: valid by the schema, readable, safe for any bytes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <iomanip>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "analyzers/model/program_builder.h"
#include "analyzers/model/program_json.h"
#include "tests/support/program_text.h"
#include "tests/support/sample_facts.h"
#include "tests/support/schema_check.h"

using namespace loadline;
using namespace loadline::test;
using Json = nlohmann::ordered_json;

namespace {

std::string written(const TuFacts& facts) {
  ProgramBuilder builder;
  builder.add(facts);
  std::ostringstream out;
  write_program_json(std::move(builder).build(), out);
  return out.str();
}

Json element(const Json& list, const char* member, const Json& value) {
  for (const Json& one : list) {
    if (one[member] == value) return one;
  }
  FAIL("no element with " << member << " = " << value);
  return {};
}

std::string hex(SymbolId id) {
  std::ostringstream out;
  out << std::hex << std::setw(16) << std::setfill('0') << id;
  return out.str();
}

}  // namespace

TEST_CASE("the merged facts follow their schema") {
  const Json schema = Json::parse(program_json_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema_violation(schema, Json::parse(written(sample_facts()))) == "");
  CHECK(schema_violation(schema, Json::parse(written(TuFacts{}))) == "");
}

TEST_CASE("the schema refuses what the merged facts never contain") {
  const Json schema = Json::parse(program_json_schema());
  const Json good = Json::parse(written(sample_facts()));
  Json bad = good;
  SECTION("a missing list") { bad.erase("references"); }
  SECTION("an unknown member") { bad["files"][0]["digest"] = 1; }
  SECTION("an unknown kind") { bad["references"][0]["kind"] = "calls"; }
  SECTION("an id that is not valid") { bad["symbols"][0]["id"] = "12"; }
  SECTION("a negative line") { bad["includes"][0]["line"] = -1; }
  SECTION("an unknown flag") { bad["symbols"][0]["flags"] = {"fast"}; }
  CHECK(schema_violation(schema, bad) != "");
}

TEST_CASE("the merged facts say in words what was found") {
  const Json facts = Json::parse(written(sample_facts()));
  CHECK(facts["units"] == Json({{"total", 1}, {"degraded", 1}, {"lost", 0}}));
  const Json add = element(facts["symbols"], "name", "app::Counter::add");
  CHECK(add["id"] == hex(symbol_id("app::Counter::add")));
  CHECK(add["kind"] == "method");
  CHECK(add["declared"] == "src/counter.h:7");
  CHECK(add["defined"] == "src/counter.cc:10");
  CHECK(add["flags"] == Json({"virtual", "has-body"}));
  CHECK(add["parent"] == hex(symbol_id("app::Counter")));
  const Json call = element(facts["references"], "kind", "call");
  CHECK(call["from"] == add["id"]);
  CHECK(call["path"] == "src/counter.cc");
  CHECK(call["line"] == 12);
  CHECK(element(facts["references"], "kind", "type")["from"] == nullptr);
  CHECK(element(facts["includes"], "spelling", "gone.h")["to"] == nullptr);
  const Json body = element(facts["functions"], "symbol", add["id"]);
  CHECK(body["calls"][0]["arguments"][0]["literal"] == "total");
  CHECK(body["calls"][1]["object"] == Json({{"root", "call-result"}, {"index", 0}}));
  CHECK(body["writes"][0]["place"]["path"] == "total_");
  CHECK(body["catches"][0]["type"] == nullptr);
  CHECK(facts["problems"][0]["message"] == "'gone.h' file not found");
  CHECK(facts["marks"][0]["rules"] == "stateful-handler");
}

TEST_CASE("what a body does not say is left out, and number 0 is not nothing") {
  const Json facts = Json::parse(written(sample_facts()));
  const Json body = element(facts["functions"], "symbol", hex(symbol_id("app::Counter::add")));
  CHECK(body["values"][0] == Json({{"kind", "literal"}, {"literal", "total"}}));
  const Json& part = body["values"][1];
  CHECK(part["element"] == 0);
  CHECK(part["first_child"] == 0);
  CHECK(part["child_count"] == 1);
  CHECK_FALSE(part.contains("literal"));
  CHECK_FALSE(body["calls"][0].contains("chain"));
  CHECK(body["calls"][0]["object_value"] == 0);
  CHECK(body["tests"][0]["constant"] == "total");
  CHECK(body["returns"][0]["root"] == "this");
  CHECK(body["returns"][0]["value"] == 1);
}

TEST_CASE("bytes that are not UTF-8, quotes and control characters come out as valid JSON") {
  TuFacts facts;
  add_file(facts, "a\"\n\x01\xff\x80.cc");
  const Json json = Json::parse(written(facts));
  CHECK(json["files"][0]["path"] == "a\"\n\x01\xEF\xBF\xBD\xEF\xBF\xBD.cc");
}

TEST_CASE("each element has a line of its own") {
  const std::string text = written(sample_facts());
  CHECK(text.find("\n{\"path\":\"src/counter.cc\",\"origin\":\"project\"") != std::string::npos);
}
