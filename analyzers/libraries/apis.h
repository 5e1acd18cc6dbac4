// What is known about the libraries that a service is built with, by the part they play: loggers, metrics, stores, ….
// SPDX-License-Identifier: Apache-2.0
//
// The data are apis.yaml and stores.yaml beside this file. Frameworks and blocking calls have models of their own.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/libraries/name_map.h"

namespace loadline {

inline constexpr int kNoArgument = -1;
inline constexpr int kLastArgument = -2;

enum class Role : std::uint8_t {
  logging,
  access_log,  // makes a server write a line for each request, or observes requests itself
  metrics,
  tracing,
  configuration,  // reads the environment, the command line or a configuration file
  stop_signal,    // registers a handler for a signal
  orderly_stop,   // shuts down cleanly when asked to, without more code
  health,         // offers a health check
  serving,        // takes requests or messages from now on
  threads,        // sets how many threads or workers there are
  file,           // opens or changes a file by its path
  loads_symbol,   // looks a function up in a shared library at run time
};
inline constexpr int kRoles = 12;

struct Api {
  Role role = Role::logging;
  int argument = kNoArgument;  // threads: the number; file: the path
};

enum class StoreKind : std::uint8_t {
  relational,
  document,
  key_value,
  embedded,
  wide_column,
  queue,
  search,
  time_series,
  blob,
};
std::string_view name_of(StoreKind kind);  // "relational database", "queue", …

struct StoreClient {
  std::string store;  // the product: "PostgreSQL"
  StoreKind kind = StoreKind::relational;
};

enum class StoreAccess : std::uint8_t {
  other,       // any call of the client
  opens,       // the argument says which database
  collection,  // … which table, collection, bucket or key space
  command,     // a command with keys in it: "SET user:%s %s"
  key,         // a key
};

struct StoreCall {
  std::uint32_t client = 0;  // into Apis::store_clients
  StoreAccess access = StoreAccess::other;
  int argument = kNoArgument;
};

// What is known about a name in a role; nullptr: it does not play that role.
using RolesOfName = std::array<const Api*, kRoles>;

struct Apis {
  NameMap<std::vector<Api>> apis;  // one for each role that the name plays
  std::vector<StoreClient> store_clients;
  NameMap<StoreCall> store_calls;

  RolesOfName roles_of(std::string_view name) const;
};

}  // namespace loadline
