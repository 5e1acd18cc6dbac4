// Runs `loadline facts`, indexes its JSON, and looks things up in it and in the source it came from.
// SPDX-License-Identifier: Apache-2.0
#include "tests/corpora/real_facts.h"

#include <algorithm>
#include <stdexcept>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/corpora/loadline_process.h"

namespace loadline::test {

namespace {

nlohmann::json read_facts(const std::string& name, const std::string& build_dir) {
  const Outcome outcome =
      run_loadline({"facts", corpus(name).string(), "-p", build_dir, "--cache-dir", LOADLINE_CORPORA_CACHE, "--quiet"});
  if (outcome.exit_code != 0) {
    throw std::runtime_error("loadline facts " + name + " exits with " + std::to_string(outcome.exit_code) + ": " +
                             outcome.err);
  }
  return nlohmann::json::parse(outcome.out);
}

// "db/c.cc:12" is in "db/c.cc".
bool stands_in(const nlohmann::json& place, const std::string& path) {
  return place.is_string() && place.get_ref<const std::string&>().starts_with(path + ":");
}

}  // namespace

RealFacts::RealFacts(const std::string& name) : RealFacts(name, (corpus(name) / "build").string()) {}

RealFacts::RealFacts(const std::string& name, const std::string& build_dir) : facts_(read_facts(name, build_dir)) {
  for (const auto& symbol : facts_["symbols"]) names_.emplace(symbol["id"], symbol["name"]);
}

std::multiset<std::string> RealFacts::declared_in(const std::string& path, const std::set<std::string>& kinds) const {
  std::multiset<std::string> names;
  for (const auto& symbol : facts_["symbols"]) {
    if (stands_in(symbol["declared"], path) && kinds.contains(symbol["kind"])) names.insert(symbol["name"]);
  }
  return names;
}

std::multiset<std::string> RealFacts::flagged_in(const std::string& path, const std::string& flag) const {
  std::multiset<std::string> names;
  for (const auto& symbol : facts_["symbols"]) {
    const auto& flags = symbol["flags"];
    if (stands_in(symbol["declared"], path) && std::find(flags.begin(), flags.end(), flag) != flags.end()) {
      names.insert(symbol["name"]);
    }
  }
  return names;
}

bool RealFacts::refers(const std::string& from, const std::string& kind, const std::string& to,
                       const Spot& spot) const {
  const auto& all = facts_["references"];
  return std::any_of(all.begin(), all.end(), [&](const nlohmann::json& reference) {
    return reference["line"] == spot.line && reference["path"] == spot.path && reference["kind"] == kind &&
           name_of(reference["from"]) == from && name_of(reference["to"]) == to;
  });
}

bool RealFacts::includes(const std::string& from, const std::string& to) const {
  const auto& all = facts_["includes"];
  return std::any_of(all.begin(), all.end(),
                     [&](const nlohmann::json& include) { return include["path"] == from && include["to"] == to; });
}

std::string RealFacts::name_of(const nlohmann::json& id) const {
  if (!id.is_string()) return "";
  const auto found = names_.find(id);
  return found == names_.end() ? "" : found->second;
}

std::vector<std::string> project_arguments(const std::string& name) {
  return {corpus(name).string(),  "-p",     (corpus(name) / "build").string(), "--cache-dir",
          LOADLINE_CORPORA_CACHE, "--quiet"};
}

Spot find_text(const std::string& name, const std::string& path, const std::string& text) {
  Spot spot{path, 0};
  const std::vector<std::string> lines = lines_of(corpus(name) / path);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find(text) == std::string::npos) continue;
    if (spot.line != 0) throw std::runtime_error(path + " holds \"" + text + "\" more than once");
    spot.line = static_cast<std::uint32_t>(i + 1);
  }
  if (spot.line == 0) throw std::runtime_error(path + " does not hold \"" + text + "\"");
  return spot;
}

}  // namespace loadline::test
