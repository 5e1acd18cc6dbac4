// loadline api: routes, RPC services and the public C++ interface, as tables and as JSON.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "reports/json_schemas.h"
#include "tests/support/schema_check.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;
using test::run_program;
using test::TemporaryFolder;

constexpr const char* kHeader = R"(#ifndef STORE_H
#define STORE_H
#define STORE_LIMIT 8
namespace store {
namespace detail { void lock(); }
constexpr int kSlots = 4;
enum class Mode { read, write };
class Store {
 public:
  explicit Store(Mode mode);
  int get(int key) const;
 protected:
  void flush();
 private:
  int slots_ = 0;
};
int open(const char* path, Mode mode);
static int hidden() { return 1; }
}
#endif
)";

constexpr const char* kSource = R"(#include "store.h"
#include "inner.h"
#include "shop.pb.h"
namespace store {
void detail::lock() {}
Store::Store(Mode) {}
int Store::get(int key) const { return key + slots_ + hidden(); }
void Store::flush() {}
int open(const char*, Mode) { return inner(); }
}
)";

void write_project(const TemporaryFolder& folder) {
  folder.write("include/store.h", kHeader);
  folder.write("src/inner.h", "int inner();\n");
  folder.write("src/shop.pb.h", "#pragma once\n");  // what protoc makes
  folder.write("src/store.cc", kSource);
  folder.write("api/shop.proto",
               "syntax = \"proto3\";\npackage shop.v1;\nmessage Empty {}\n"
               "service Shop { rpc List(Empty) returns (Empty); }\n");
  folder.write("compile_commands.json",
               "[{\"directory\": \"" + folder.path().string() +
                   "\", \"file\": \"src/store.cc\", \"command\": \"c++ -Iinclude -c src/store.cc\"}]");
}

Texts names_in(const Json& list) {
  Texts names;
  for (const Json& one : list) names.push_back(one["kind"].get<std::string>() + ' ' + one["name"].get<std::string>());
  return names;
}

TEST_CASE("the public interface is what headers for others declare, with the members that others may use") {
  const TemporaryFolder folder;
  write_project(folder);
  const Json api = Json::parse(run_program({"api", folder.path().string(), "--format", "json"}).out);
  CHECK(test::schema_violation(Json::parse(api_schema()), api) == "");
  const Json& surface = api["surface"];
  CHECK(names_in(surface) == Texts{"macro STORE_LIMIT", "variable store::kSlots", "enum store::Mode",
                                   "class store::Store", "function store::open"});
  CHECK(names_in(surface[3]["members"]) ==
        Texts{"constructor store::Store::Store", "method store::Store::get", "method store::Store::flush"});
  CHECK(surface[3]["members"][2]["access"] == "protected");
  CHECK(surface[4]["signature"] == "(const char *, Mode)");
  CHECK(surface[4]["file"] == "include/store.h");
  CHECK(surface[4]["line"] == 17);
}

TEST_CASE("RPC services come from .proto files, too") {
  const TemporaryFolder folder;
  write_project(folder);
  const Json api = Json::parse(run_program({"api", folder.path().string(), "--format", "json"}).out);
  REQUIRE(api["rpc_services"].size() == 1);
  CHECK(api["rpc_services"][0] ==
        Json({{"name", "shop.v1.Shop"}, {"package", "shop.v1"}, {"file", "api/shop.proto"}, {"line", 4}}));
}

TEST_CASE("an API is listed in a table for each part that there is") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string text = run_program({"api", folder.path().string()}).out;
  CHECK_THAT(text, Contains("RPC SERVICE   WHERE\nshop.v1.Shop  api/shop.proto:4\n\nKIND") && !Contains("METHOD"));
  CHECK_THAT(text, Contains("class     3        include/store.h:8   store::Store\n"));
}

TEST_CASE("a program that offers nothing says so") {
  const TemporaryFolder folder;
  folder.write("a.cc", "int main() { return 0; }\n");
  folder.write("compile_commands.json", "[{\"directory\": \"" + folder.path().string() +
                                            "\", \"file\": \"a.cc\", \"command\": \"c++ -c a.cc\"}]");
  CHECK_THAT(run_program({"api", folder.path().string()}).out, Contains("no route") && Contains("no public header"));
}

}  // namespace
}  // namespace loadline
