// shared-database: services or modules that use the same table, collection, key prefix or database.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/core.h>
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_reach.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// Tables that a database or a migration tool keeps for itself.
bool is_bookkeeping(std::string_view name) {
  constexpr std::array<std::string_view, 8> kNames = {
      "schema_migrations", "migrations",      "sqlite_master", "sqlite_sequence",
      "schema_version",    "alembic_version", "dual",          "sqlite_schema"};
  return name.starts_with("information_schema.") || name.starts_with("pg_") ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

struct Users {
  std::map<std::string, const StoreItem*> first_use;  // by service or module
  bool is_written = false;
};
using ItemUsers = std::map<std::pair<StoreItemKind, std::string>, Users>;

void add(ItemUsers& users, const StoreItem& item, const std::string& user) {
  Users& all = users[{item.kind, item.name}];
  all.is_written = all.is_written || item.is_written;
  const auto [known, is_new] = all.first_use.try_emplace(user, &item);
  if (!is_new && item.where < known->second->where) known->second = &item;
}

ItemUsers users_by_service(const Analyses& analyses) {
  ItemUsers users;
  const Program& program = analyses.program();
  for (const RunningService& service : analyses.running_services()) {
    const std::vector<bool> reached = functions_reached(program, analyses.call_graph(), service);
    for (const StoreItem& item : analyses.store_uses().items) {
      if (reached[item.function]) add(users, item, service.name);
    }
  }
  return users;
}

// Within one program, modules that only shape a table (migrations) do not share it.
ItemUsers users_by_module(const Analyses& analyses) {
  ItemUsers users;
  const Modules& modules = analyses.modules();
  for (const StoreItem& item : analyses.store_uses().items) {
    const ModuleIndex module = modules.of(item.where.file);
    if (module != kNone && !item.statement.defines) add(users, item, modules.all()[module].name);
  }
  return users;
}

Finding finding_of(const Analyses& analyses, const std::pair<StoreItemKind, std::string>& shared, const Users& users,
                   std::string_view who) {
  const std::string name = std::string(name_of(shared.first)) + " `" + shared.second + '`';
  std::vector<std::string> names;
  Finding finding;
  for (const auto& [user, item] : users.first_use) {
    names.push_back(user);
    finding.trail.push_back(
        {place_of(analyses.program(), item->where), '`' + user + (item->is_written ? "` writes " : "` reads ") + name});
  }
  finding.where = finding.trail.front().where;
  finding.message = fmt::format("{} {} use the same {}", who, listed(names), name);
  finding.advice = fmt::format("let one of {} own the {}, and the others ask it or listen to its events", who, name);
  finding.from = names.front();
  finding.to = shared.second;
  finding.kind = name_of(shared.first);
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const bool has_services = analyses.running_services().size() > 1;
  const ItemUsers users = has_services ? users_by_service(analyses) : users_by_module(analyses);
  for (const auto& [item, its_users] : users) {
    if (its_users.first_use.size() < 2 || !its_users.is_written) continue;
    if (is_bookkeeping(item.second) || any_matches(ignored, item.second)) continue;
    Finding finding = finding_of(analyses, item, its_users, has_services ? "the services" : "the modules");
    finding.severity = entry.severity;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::store_pattern,
                  "tables, collections, key prefixes and databases that may be shared, a glob"),
};

}  // namespace

extern const Rule shared_database = {
    .id = "shared-database",
    .principle = "services",
    .title = "a table, collection or key prefix with more than one owner",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
