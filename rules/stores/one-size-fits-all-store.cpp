// one-size-fits-all-store: a database that is also the queue, the cache, the blob store or the search index.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include <fmt/core.h>
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/identifier_words.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

struct Purpose {
  std::string_view name, better;
};
constexpr Purpose kQueue = {"queue", "a message queue"};
constexpr Purpose kCache = {"cache", "a key-value cache with expiry"};
constexpr Purpose kBlobs = {"blob store", "an object store"};
constexpr Purpose kSearch = {"search index", "a search engine"};
constexpr Purpose kSeries = {"time-series store", "a time-series database"};

// What a statement uses its table for, when that is not what a database is for; nullptr otherwise.
const Purpose* purpose_of(const StoreItem& item) {
  if (item.kind != StoreItemKind::table && item.kind != StoreItemKind::collection) return nullptr;
  if (item.statement.takes_work || has_word(item.name, {"queue", "queues", "jobs", "job", "outbox"})) return &kQueue;
  if (has_word(item.name, {"cache", "caches", "session", "sessions"})) return &kCache;
  if (item.statement.holds_blobs || has_word(item.name, {"blobs", "attachments", "images", "thumbnails"}))
    return &kBlobs;
  if (item.statement.searches_text) return &kSearch;
  if (has_word(item.name, {"metrics", "measurements", "telemetry", "timeseries"})) return &kSeries;
  return nullptr;
}

using Uses = std::map<const Purpose*, const StoreItem*>;

void add(Uses& uses, const StoreItem& item) {
  const Purpose* purpose = purpose_of(item);
  if (purpose == nullptr) return;
  const auto [known, is_new] = uses.try_emplace(purpose, &item);
  if (!is_new && item.where < known->second->where) known->second = &item;
}

// By store, the purposes it serves. A client that is not known is that of the program's one database.
std::map<std::string, Uses> uses_by_store(const Analyses& analyses, const std::vector<Pattern>& ignored) {
  std::map<std::string, Uses> stores;
  const std::vector<StoreClient>& clients = analyses.libraries().apis.store_clients;
  for (const StoreItem& item : analyses.store_uses().items) {
    if (item.client != kNone && clients[item.client].kind != StoreKind::relational &&
        clients[item.client].kind != StoreKind::embedded && clients[item.client].kind != StoreKind::document) {
      continue;
    }
    if (any_matches(ignored, item.name)) continue;
    add(stores[item.client == kNone ? "SQL database" : clients[item.client].store], item);
  }
  return stores;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  const double least = entry.number("purposes", 2);
  for (const auto& [store, uses] : uses_by_store(analyses, entry.patterns(kExcept))) {
    if (static_cast<double>(uses.size()) < least) continue;
    Finding finding;
    finding.severity = entry.severity;
    std::vector<std::string> purposes, better;
    for (const auto& [purpose, item] : uses) {
      finding.trail.push_back({place_of(analyses.program(), item->where),
                               fmt::format("{} `{}` serves as a {}", name_of(item->kind), item->name, purpose->name)});
    }
    std::sort(finding.trail.begin(), finding.trail.end());
    for (const Purpose* purpose : {&kQueue, &kCache, &kBlobs, &kSearch, &kSeries}) {
      if (!uses.contains(purpose)) continue;
      purposes.emplace_back(purpose->name);
      finding.advice += (finding.advice.empty() ? "use " : ", ") + std::string(purpose->better);
    }
    finding.advice += ": each scales in its own way, and a burst of one does not slow the others";
    finding.where = finding.trail.front().where;
    finding.message = fmt::format("`{}` is also the {}", store, listed(purposes));
    finding.from = store;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"purposes", OptionType::number, "how many such purposes make a finding", false, "2"},
    except_option(OptionType::store_pattern, "tables and collections that do not count, a glob"),
};

}  // namespace

extern const Rule one_size_fits_all_store = {
    .id = "one-size-fits-all-store",
    .principle = "stores",
    .title = "a database that is also queue, cache, blob store or search index",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
