// The files agree on what waits: every client of a store, and every client of a service, says which of its functions do.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/library_yaml.h"

using namespace loadline;

namespace {

YAML::Node file(const std::string& name) {
  return YAML::LoadFile(std::string(LOADLINE_SOURCE_DIR) + "/analyzers/libraries/" + name);
}

bool waits(const std::string& name) {
  const BlockingCall* model = built_in_libraries().blocking.find(name);
  return model != nullptr && !model->category.empty();
}

}  // namespace

TEST_CASE("of every store some function waits", "[models]") {
  for (const YAML::Node& store : file("stores.yaml")["stores"]) {
    INFO(store["store"].as<std::string>());
    const std::vector<std::string> names = names_of(store["waits"]);
    CHECK(!names.empty());
    for (const std::string& name : names) {
      INFO(name);
      CHECK(waits(name.ends_with('*') ? name.substr(0, name.size() - 1) + "anything" : name));
    }
    for (const std::string& name : names_of(store["quick"])) {
      INFO(name);
      CHECK_FALSE(waits(name.ends_with('*') ? name.substr(0, name.size() - 1) + "anything" : name));
    }
  }
}

TEST_CASE("a request to a service waits, or its model says why not", "[models]") {
  for (const YAML::Node& request : file("clients.yaml")["requests"]) {
    const bool is_quick = request["prepares"].IsDefined() || request["asynchronous"].IsDefined();
    for (const std::string& name : names_of(request["call"])) {
      INFO(name);
      CHECK(waits(name) != is_quick);
    }
  }
}
