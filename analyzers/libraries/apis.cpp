// Reads the models of apis.yaml and stores.yaml.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/libraries/apis.h"

#include <algorithm>

#include <fmt/core.h>

#include "analyzers/libraries/library_yaml.h"

namespace loadline {
namespace {

constexpr std::array<std::string_view, kRoles> kRoleNames = {
    "logging",      "access-log", "metrics", "tracing", "configuration", "stop-signal",
    "orderly-stop", "health",     "serving", "threads", "file",          "loads-symbol",
};

constexpr std::array<std::string_view, 9> kStoreKindNames = {
    "relational database", "document database", "key-value store", "embedded store", "wide-column store", "queue",
    "search index",        "time-series store", "blob store",
};

// The number of `name` in a list of names.
template <class Names>
std::size_t number_of(const Names& names, const YAML::Node& node, const char* what) {
  const std::string name = node && node.IsScalar() ? node.as<std::string>() : std::string();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    std::string known;
    for (const std::string_view one : names) known += (known.empty() ? "" : ", ") + std::string(one);
    fail(node, fmt::format("\"{}\" is not a {}; known: {}", name, what, known));
  }
  return static_cast<std::size_t>(found - names.begin());
}

void read_api(const YAML::Node& node, Apis& apis) {
  check_keys(node, {"role", "argument", "names"});
  const std::size_t role = number_of(kRoleNames, node["role"], "role of an API");
  const Api api{static_cast<Role>(role), argument(node["argument"])};
  for (const std::string& name : names_of(node["names"])) {
    std::vector<Api>& known = apis.apis.add(name, {});
    const auto is_same = [&](const Api& other) { return other.role == api.role; };
    if (std::none_of(known.begin(), known.end(), is_same)) known.push_back(api);
  }
}

void read_store(const YAML::Node& node, Apis& apis) {
  check_keys(node, {"store", "kind", "opens", "collections", "commands", "keys", "names", "waits", "quick"});
  StoreClient client;
  client.store = text_in(node, "store");
  client.kind = static_cast<StoreKind>(number_of(kStoreKindNames, node["kind"], "kind of store"));
  const auto number = static_cast<std::uint32_t>(apis.store_clients.size());
  apis.store_clients.push_back(client);
  const auto add = [&](const char* section, StoreAccess access) {
    for (const YAML::Node& entry : list_in(node, section)) {
      check_keys(entry, {"calls", "argument"});
      for (const std::string& name : names_of(entry["calls"])) {
        apis.store_calls.add(name, {number, access, argument(entry["argument"])});
      }
    }
  };
  add("opens", StoreAccess::opens);
  add("collections", StoreAccess::collection);
  add("commands", StoreAccess::command);
  add("keys", StoreAccess::key);
  for (const std::string& name : names_of(node["names"])) {
    apis.store_calls.add(name, {number, StoreAccess::other, kNoArgument});
  }
}

}  // namespace

RolesOfName Apis::roles_of(std::string_view name) const {
  RolesOfName roles{};
  apis.for_each_match(name, [&](const std::vector<Api>& known) {
    for (const Api& api : known) {
      const Api*& role = roles[static_cast<std::size_t>(api.role)];
      if (role == nullptr) role = &api;
    }
    return true;
  });
  return roles;
}

std::string_view name_of(StoreKind kind) { return kStoreKindNames[static_cast<std::size_t>(kind)]; }

void read_apis(const YAML::Node& root, Apis& apis) {
  for (const YAML::Node& node : list_in(root, "apis")) read_api(node, apis);
  for (const YAML::Node& node : list_in(root, "stores")) read_store(node, apis);
}

}  // namespace loadline
