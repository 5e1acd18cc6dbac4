// The merged facts of a real project, as `loadline facts` prints them, with the questions the tests ask.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"

namespace loadline::test {

// Where something is in a project: "db/c.cc" and a line number.
struct Spot {
  std::string path;
  std::uint32_t line = 0;
};

class RealFacts {
 public:
  // Runs `loadline facts` on the corpus; throws std::runtime_error when that fails.
  explicit RealFacts(const std::string& corpus);
  // … with a compile database other than the corpus's own.
  RealFacts(const std::string& corpus, const std::string& build_dir);

  const nlohmann::json& units() const { return facts_["units"]; }
  // Names of the symbols declared in `path` that are of one of `kinds`.
  std::multiset<std::string> declared_in(const std::string& path, const std::set<std::string>& kinds) const;
  // Names of the symbols declared in `path` that carry `flag`.
  std::multiset<std::string> flagged_in(const std::string& path, const std::string& flag) const;
  // Whether `from` refers to `to` (qualified names) at `spot`.
  bool refers(const std::string& from, const std::string& kind, const std::string& to, const Spot& spot) const;
  bool includes(const std::string& from, const std::string& to) const;

 private:
  std::string name_of(const nlohmann::json& id) const;

  nlohmann::json facts_;
  std::map<std::string, std::string> names_;  // symbol id → qualified name
};

// The arguments every command on a corpus takes: its folder, its build folder, and the cache the tests share.
std::vector<std::string> project_arguments(const std::string& corpus);

// Where `text` is in a file of the corpus. Throws std::runtime_error unless exactly one line holds it.
Spot find_text(const std::string& corpus, const std::string& path, const std::string& text);

}  // namespace loadline::test
