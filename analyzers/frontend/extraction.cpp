// Scans, plans, parses: every TU that the cache does not know, on all cores.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/extraction.h"

#include <clang/Basic/Version.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "analyzers/facts/stored_facts.h"
#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/parse_history.h"
#include "analyzers/frontend/parse_work.h"
#include "analyzers/frontend/precompiled/precompilation.h"
#include "analyzers/frontend/scan/claim_plan.h"
#include "analyzers/frontend/scan/file_digests.h"
#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/frontend/scan/stored_result.h"
#include "analyzers/frontend/threads/confinement.h"
#include "analyzers/frontend/threads/task_queue.h"
#include "analyzers/frontend/threads/worker_pool.h"
#include "analyzers/frontend/threads/workers.h"
#include "analyzers/frontend/unit_notes.h"

namespace loadline {
namespace {

using frontend::FilePaths;
using frontend::Invocation;
using frontend::KeyDigest;
using frontend::PlannedUnit;
using frontend::UnitScan;

// Fewer units than this are parsed without: choosing and making a precompiled header would cost more than it saves.
constexpr std::size_t kLeastToPrecompile = 4;
constexpr std::uint64_t kBytesPerFile = 14000;  // of a unit's files, on the average
constexpr std::size_t kNoNumber = ~std::size_t{0};

struct Unit {
  const CompileCommand* command = nullptr;
  const Invocation* invocation = nullptr;
  UnitScan scan;
  frontend::Digest scan_digest;  // of its stored form
  std::string scan_to_store;     // "": none
  std::vector<std::string> owned_headers;
  std::string key;                 // of its facts
  bool is_known = false;           // the cache had them
  std::size_t number = kNoNumber;  // among the units that may get a precompiled header

  // In the history of parses, where contents do not count.
  std::uint64_t identity() const { return frontend::digest(command->source + "\n" + invocation->key); }
};

// Of a unit or header that was never parsed before, from the bytes it reads; measured on RocksDB.
frontend::ParseCost expected_cost(std::uint64_t bytes) { return {static_cast<double>(bytes) / 4e6, bytes * 40}; }

class Extraction {
 public:
  Extraction(const Sources& sources, FactStore& store, const ExtractionOptions& options,
             const std::function<void(const TuFacts&)>& sink)
      : sources_(sources),
        store_(store),
        options_(options),
        sink_(sink),
        paths_(sources.root, sources.build_dir),
        toolchain_(paths_),
        file_digests_(scan_service_.log()),
        precompilation_(paths_, store_, scan_service_, identifiers_, file_digests_),
        history_(store_) {}

  ExtractionReport run() {
    report_.resource_dir = toolchain_.resource_dir();
    const frontend::Confinement confinement = frontend::confinement_offered();
    report_.confined_by_landlock = confinement.by_landlock;
    report_.confined_by_seccomp = confinement.by_seccomp;
    prepare();
    // Which files each TU reads, from the cache where nothing changed.
    scan_all();
    remove_equal_units();
    share_out_headers();
    frontend::run_parallel(options_.jobs, units_.size(), [this](std::size_t i) { load(units_[i]); });
    parse_the_rest();
    notes_.finish(report_);
    return std::move(report_);
  }

 private:
  void prepare() {
    for (const CompileCommand& command : sources_.commands) {
      Unit& unit = units_.emplace_back();
      unit.command = &command;
      unit.invocation = &toolchain_.invocation_for(command);
    }
  }

  std::string scan_key(const Unit& unit) const {
    KeyDigest key;
    key.add("scan");
    key.add(kFactsVersion);
    key.add(unit.invocation->key);
    key.add(paths_.portable(unit.command->source));
    return key.value();
  }

  // A source that is built for a static and a shared library, say, is scanned once: the others may read the same.
  void scan_all() {
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> first_of;  // by source, folder, settings
    std::vector<std::size_t> firsts, others, model(units_.size());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const Unit& unit = units_[i];
      const auto [first, is_new] =
          first_of.try_emplace({unit.command->source, unit.command->directory, unit.invocation->settings_key}, i);
      model[i] = first->second;
      (is_new ? firsts : others).push_back(i);
    }
    frontend::run_confined(options_.jobs, firsts.size(), [&](std::size_t i) { scan(units_[firsts[i]], nullptr); });
    frontend::run_confined(options_.jobs, others.size(),
                           [&](std::size_t i) { scan(units_[others[i]], &units_[model[others[i]]]); });
    // Threads that scan cannot write.
    for (Unit& unit : units_) {
      if (!unit.scan_to_store.empty()) store_.save(scan_key(unit), unit.scan_to_store);
      unit.scan_to_store = {};
    }
  }

  void scan(Unit& unit, const Unit* model) {
    const std::string key = scan_key(unit);
    bool usable = false;
    store_.load(key, [&](std::string_view text) {
      usable = frontend::decode_scan(text, paths_, &unit.scan);
      unit.scan_digest = frontend::content_digest(text);
    });
    if (usable && file_digests_.still_holds(unit.scan)) return;
    if (model != nullptr && reads_the_same(unit, *model)) {
      unit.scan = model->scan;
    } else {
      scan_anew(unit);
    }
    std::string text = frontend::encode_scan(unit.scan, paths_);
    unit.scan_digest = frontend::content_digest(text);
    if (!unit.scan.files.empty() && !frontend::has_changed(unit.scan, scan_service_.log())) {
      unit.scan_to_store = std::move(text);
    }
    const std::lock_guard lock(mutex_);
    ++report_.scanned;
  }

  // A unit that the scanner does not survive has an empty scan; parsing it will tell why.
  void scan_anew(Unit& unit) {
    unit.scan = {};
    const auto scan_it = [&] {
      unit.scan = frontend::scan_unit(*unit.command, *unit.invocation, paths_, scan_service_, identifiers_);
    };
    if (!frontend::run_safely(scan_it)) unit.scan = {};
  }

  // Whether no file that `model` reads mentions a macro which the two commands define in different ways. The model is
  // scanned, with the same settings otherwise.
  bool reads_the_same(const Unit& unit, const Unit& model) {
    std::vector<std::string> differing;
    std::set_symmetric_difference(unit.invocation->definitions.begin(), unit.invocation->definitions.end(),
                                  model.invocation->definitions.begin(), model.invocation->definitions.end(),
                                  std::back_inserter(differing));
    const std::vector<frontend::ScannedFile>& files = model.scan.files;
    return !files.empty() && std::all_of(files.begin(), files.end(), [&](const frontend::ScannedFile& file) {
      const auto identifiers = identifiers_.known(file.path);
      return identifiers != nullptr &&
             std::none_of(differing.begin(), differing.end(), [&](const std::string& definition) {
               return identifiers->mentions(frontend::name_digest(frontend::macro_name(definition)));
             });
    });
  }

  // The same source, built for a static and a shared library, say: equal in every file, header variant and dialect.
  void remove_equal_units() {
    std::set<std::string> known;
    std::erase_if(units_, [&](const Unit& unit) {
      KeyDigest identity;
      identity.add(unit.command->source);
      identity.add(unit.invocation->macroless_key);
      for (const frontend::ScannedFile& file : unit.scan.files) {
        identity.add(file.path);
        identity.add(file.variant);
      }
      return !known.insert(identity.value()).second;
    });
  }

  void share_out_headers() {
    std::vector<PlannedUnit> plan;
    for (const Unit& unit : units_) plan.push_back({unit.command->source, &unit.scan, {}});
    frontend::plan_claims(plan, paths_);
    for (std::size_t i = 0; i < units_.size(); ++i) units_[i].owned_headers = std::move(plan[i].owned_headers);
  }

  std::string facts_key(const Unit& unit) const {
    KeyDigest key;
    key.add("facts");
    key.add(kFactsVersion);
    key.add(clang::getClangFullVersion());
    key.add(unit.invocation->key);
    key.add(paths_.portable(unit.command->source));
    key.add(unit.scan_digest);
    for (const std::string& header : unit.owned_headers) key.add(header);
    return key.value();
  }

  // Facts that the cache has.
  void load(Unit& unit) {
    unit.key = facts_key(unit);
    std::optional<TuFacts> facts;
    frontend::load_result(store_, unit.key, file_digests_, paths_,
                          [&](std::string_view bytes, const frontend::Inputs&) { facts = decode_facts(bytes); });
    unit.is_known = facts.has_value();
    if (!unit.is_known) return;
    unit.scan.trace.reset();
    hand_out(unit, *facts);
  }

  void parse_the_rest() {
    std::vector<Unit*> missing;
    for (Unit& unit : units_) {
      if (!unit.is_known) missing.push_back(&unit);
    }
    report_.precompiled.allowed = options_.precompile;
    if (missing.empty()) return;
    if (options_.precompile && missing.size() >= kLeastToPrecompile) plan_precompilation(missing);
    history_.load();
    std::vector<frontend::Task> tasks;
    for (std::size_t node = 0; node < precompilation_.nodes().size(); ++node) {
      const frontend::Precompilation::Node& made = precompilation_.nodes()[node];
      const frontend::ParseCost cost = expected_cost(made.bytes);
      const auto work = [this, node] { precompilation_.made(node, pool_->ask(node).bytes.value_or("")); };
      tasks.push_back({work, cost.seconds, cost.memory, made.parent});
    }
    for (Unit* unit : missing) {
      const std::size_t node =
          unit->number == kNoNumber ? frontend::Task::kNothing : precompilation_.node_of(unit->number);
      const frontend::ParseCost cost =
          history_.cost_of(unit->identity()).value_or(expected_cost(unit->scan.files.size() * kBytesPerFile));
      tasks.push_back({[this, unit] { extract(*unit); }, cost.seconds, cost.memory, node});
    }
    precompilation_.prepare_sharing();
    const frontend::WorkLimits limits{options_.unit_seconds, options_.unit_memory, options_.memory_limit};
    const auto handler = [this](std::uint64_t request) { return answer(request); };
    pool_ = std::make_unique<frontend::WorkerPool>(std::clamp<std::size_t>(options_.jobs, 1, tasks.size()), handler,
                                                   limits);
    frontend::run_tasks(options_.jobs, tasks, options_.memory_limit);
    pool_.reset();
    history_.save();
    report_.precompiled = precompilation_.report();
    report_.precompiled.allowed = options_.precompile;
    report_.precompiled.parsed_again = std::move(parsed_again_);
    std::sort(report_.precompiled.parsed_again.begin(), report_.precompiled.parsed_again.end());
  }

  void plan_precompilation(const std::vector<Unit*>& missing) {
    // After an interrupted run the scans are in the cache, but without what the choice needs.
    frontend::run_confined(options_.jobs, missing.size(), [&](std::size_t i) {
      if (missing[i]->scan.trace == nullptr) scan_anew(*missing[i]);
    });
    for (Unit* unit : missing) {
      unit->number = precompilation_.add(*unit->command, *unit->invocation, unit->scan, unit->owned_headers);
    }
    precompilation_.plan(options_.jobs);
  }

  // A request names a node of the precompiled headers, or a unit and the way to parse it.
  static constexpr std::uint64_t kUnitBit = std::uint64_t{1} << 63;
  std::uint64_t request_for(const Unit& unit, frontend::ParseWay way) const {
    return kUnitBit | static_cast<std::uint64_t>(&unit - units_.data()) << 8 | static_cast<std::uint64_t>(way);
  }

  // In a worker process.
  std::string answer(std::uint64_t request) {
    if ((request & kUnitBit) == 0) return precompilation_.make(request);
    const Unit& unit = units_[(request & ~kUnitBit) >> 8];
    frontend::UnitRequest work = request_of(unit);
    if (unit.number != kNoNumber) work.precompiled = precompilation_.header_for(unit.number);
    return frontend::parse_work(std::move(work), static_cast<frontend::ParseWay>(request & 0xff), paths_,
                                scan_service_);
  }

  static frontend::UnitRequest request_of(const Unit& unit) {
    frontend::UnitRequest request;
    request.source = unit.command->source;
    request.directory = unit.command->directory;
    request.invocation = unit.invocation->options.get();
    request.owned_headers = unit.owned_headers;
    request.scan = &unit.scan;
    return request;
  }

  void extract(Unit& unit) {
    TuFacts facts = parse(unit);
    unit.scan.trace.reset();
    hand_out(unit, facts);
  }

  // A worker that dies of the unit is asked for less: without precompiled headers, and then for what it includes.
  TuFacts parse(const Unit& unit) {
    if (unit.invocation->options == nullptr) {
      return frontend::facts_of_lost_unit(request_of(unit), paths_, unit.invocation->problem);
    }
    std::string loss;
    const bool is_precompiled =
        unit.number != kNoNumber && precompilation_.node_of(unit.number) != frontend::Precompilation::kNoNode;
    for (auto way = is_precompiled ? frontend::ParseWay::precompiled : frontend::ParseWay::plain;;) {
      const frontend::WorkerPool::Answer answer = pool_->ask(request_for(unit, way));
      std::optional<frontend::ParseOutcome> outcome;
      if (answer.bytes) outcome = frontend::outcome_of(*answer.bytes, paths_);
      if (outcome) return taken(unit, *outcome, way, loss);
      if (way == frontend::ParseWay::includes_only) break;
      const bool is_again = way == frontend::ParseWay::precompiled && answer.loss.empty();
      way = is_again ? frontend::ParseWay::plain : frontend::ParseWay::includes_only;
      if (is_again) note_parsed_again(unit);
      if (!is_again) loss = answer.loss.empty() ? "Clang crashed on this translation unit" : answer.loss;
    }
    return frontend::facts_of_lost_unit(request_of(unit), paths_, loss);
  }

  TuFacts taken(const Unit& unit, frontend::ParseOutcome& outcome, frontend::ParseWay way, const std::string& loss) {
    if (outcome.parsed_again) note_parsed_again(unit);
    if (way != frontend::ParseWay::includes_only) {
      history_.note(unit.identity(), outcome.cost);
      if (outcome.may_store) store_.save(unit.key, outcome.stored);
      return std::move(outcome.facts);
    }
    TuFacts& facts = outcome.facts;
    facts.problems.push_back({0, 0, static_cast<TextIndex>(facts.texts.size()), ProblemKind::crash});
    facts.texts.push_back(loss);
    return std::move(facts);
  }

  void note_parsed_again(const Unit& unit) {
    const std::lock_guard lock(mutex_);
    parsed_again_.push_back(paths_.display_name(unit.command->source));
  }

  void hand_out(const Unit& unit, const TuFacts& facts) {
    const std::lock_guard lock(mutex_);
    notes_.add(paths_.display_name(unit.command->source), facts, unit.is_known, report_);
    sink_(facts);
    ++done_;
    if (!unit.is_known && options_.progress) {
      options_.progress(done_, static_cast<std::uint32_t>(units_.size()), paths_.display_name(unit.command->source));
    }
  }

  const Sources& sources_;
  FactStore& store_;
  const ExtractionOptions& options_;
  const std::function<void(const TuFacts&)>& sink_;
  const FilePaths paths_;
  frontend::Toolchain toolchain_;
  frontend::ScanService scan_service_;
  frontend::IdentifierIndex identifiers_;
  frontend::FileDigests file_digests_;
  frontend::Precompilation precompilation_;
  frontend::ParseHistory history_;
  std::unique_ptr<frontend::WorkerPool> pool_;  // while units are parsed
  std::vector<Unit> units_;
  std::mutex mutex_;  // guards what follows, and the sink
  std::uint32_t done_ = 0;
  frontend::UnitNotes notes_;
  std::vector<std::string> parsed_again_;
  ExtractionReport report_;
};

}  // namespace

ExtractionReport extract_facts(const Sources& sources, FactStore& store, const ExtractionOptions& options,
                               const std::function<void(const TuFacts&)>& sink) {
  return Extraction(sources, store, options, sink).run();
}

std::string clang_version() { return clang::getClangFullVersion(); }

}  // namespace loadline
