// The json report and its schema.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sstream>

#include <nlohmann/json.hpp>

#include "reports/json_schemas.h"
#include "reports/report.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"
#include "tests/support/schema_check.h"

using namespace loadline;
using namespace loadline::test;
using Json = nlohmann::ordered_json;

namespace {

std::string json_of(const RunResult& result) {
  std::ostringstream out;
  find_report("json")->write(result, {}, out);
  return out.str();
}

}  // namespace

TEST_CASE("the json report and its schema are as recorded", "[json]") {
  CHECK(equals_golden("tests/reports/golden/json.json", json_of(sample_result())));
  CHECK(equals_golden("tests/reports/golden/json_schema.json", json_report_schema()));
}

TEST_CASE("the json report follows its schema", "[json]") {
  const Json schema = Json::parse(json_report_schema());
  CHECK(schema_violation(schema, Json::parse(json_of(sample_result()))) == "");
  CHECK(schema_violation(schema, Json::parse(json_of(RunResult{}))) == "");
}

TEST_CASE("the schema refuses what the report would never write", "[json]") {
  const Json schema = Json::parse(json_report_schema());
  const Json good = Json::parse(json_of(sample_result()));
  const auto refuses = [&](const char* pointer, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = value;
    return schema_violation(schema, bad) != "";
  };
  CHECK(refuses("/findings/0/fingerprint", "123"));
  CHECK(refuses("/findings/0/severity", "off"));
  CHECK(refuses("/findings/0/where", "store/store.cc:12"));
  CHECK(refuses("/findings/0/trail/0/where/line", -1));
  CHECK(refuses("/findings/0/unknown", 1));
  CHECK(refuses("/findings/0/status", "gone"));
  CHECK(refuses("/baseline/stale", "none"));
  CHECK(refuses("/version", 2));
  CHECK(refuses("/coverage/units", "all"));
  Json incomplete = good;
  incomplete["findings"][0].erase("rule");
  CHECK(schema_violation(schema, incomplete) != "");
}

TEST_CASE("the json report carries the fingerprint of each finding", "[json]") {
  const RunResult result = sample_result();
  const Json report = Json::parse(json_of(result));
  REQUIRE(report["findings"].size() == result.findings.size());
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    CHECK(report["findings"][i]["fingerprint"] == result.findings[i].finding.fingerprint());
  }
}
