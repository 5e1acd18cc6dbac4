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
#include "analyzers/frontend/extraction_notes.h"
#include "analyzers/frontend/extraction_unit.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/module_builds.h"
#include "analyzers/frontend/parse_history.h"
#include "analyzers/frontend/precompiled/module_header.h"
#include "analyzers/frontend/precompiled/precompilation.h"
#include "analyzers/frontend/scan/claim_plan.h"
#include "analyzers/frontend/scan/file_digests.h"
#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/frontend/scan/stored_result.h"
#include "analyzers/frontend/threads/confinement.h"
#include "analyzers/frontend/threads/task_queue.h"
#include "analyzers/frontend/threads/workers.h"
#include "analyzers/frontend/unit_workers.h"

namespace loadline {
namespace {

using frontend::FilePaths;
using frontend::Invocation;
using frontend::KeyDigest;
using frontend::PlannedUnit;
using Unit = frontend::ExtractionUnit;

// Fewer units than this are parsed without: choosing and making a precompiled header would cost more than it saves.
constexpr std::size_t kLeastToPrecompile = 4;
constexpr std::uint64_t kBytesPerFile = 14000;  // of a unit's files, on the average

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
        modules_(paths_, store_, scan_service_, identifiers_, file_digests_),
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
    plan_modules();
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
    if (options_.scanning) {
      options_.scanning(report_.scanned, static_cast<std::uint32_t>(units_.size()),
                        paths_.display_name(unit.command->source));
    }
  }

  // A unit that the scanner does not survive has an empty scan; parsing it will tell why.
  void scan_anew(Unit& unit) {
    unit.scan = {};
    const auto scan_it = [&] {
      unit.scan =
          frontend::scan_with_standard_headers(*unit.command, *unit.invocation, paths_, scan_service_, identifiers_);
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

  void plan_modules() {
    std::vector<frontend::ModuleBuilds::Unit> units;
    for (Unit& unit : units_)
      units.push_back({unit.command, unit.invocation, &unit.scan, &unit.owned_headers, unit.scan_digest});
    modules_.plan(std::move(units));
  }

  std::size_t index_of(const Unit& unit) const { return static_cast<std::size_t>(&unit - units_.data()); }

  std::string facts_key(const Unit& unit) const {
    KeyDigest key;
    key.add("facts");
    key.add(kFactsVersion);
    key.add(clang::getClangFullVersion());
    key.add(unit.invocation->key);
    key.add(paths_.portable(unit.command->source));
    key.add(unit.scan_digest);
    for (const std::string& header : unit.owned_headers) key.add(header);
    modules_.add_imports(index_of(unit), key);
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
    std::vector<Unit*> missing;  // apart from units of modules
    std::vector<char> wanted(units_.size(), 0);
    for (Unit& unit : units_) {
      if (unit.is_known) continue;
      wanted[index_of(unit)] = 1;
      if (!modules_.takes_part(index_of(unit))) missing.push_back(&unit);
      // Facts in the cache do not tell whether the interface still is.
      for (const auto& import : modules_.all_imports_of(index_of(unit))) wanted[import.provider] = 1;
    }
    report_.precompiled.allowed = options_.precompile;
    std::vector<std::size_t> of_modules;  // in the order of their imports
    for (const std::size_t number : modules_.order()) {
      if (wanted[number] != 0) of_modules.push_back(number);
    }
    if (missing.empty() && of_modules.empty()) return;
    if (options_.precompile && missing.size() >= kLeastToPrecompile) plan_precompilation(missing);
    if (!of_modules.empty()) modules_.choose_headers(of_modules, options_.precompile, options_.jobs);
    history_.load();
    std::vector<frontend::Task> tasks;
    add_header_tasks(tasks);
    add_unit_tasks(missing, tasks);
    add_module_tasks(of_modules, tasks);
    precompilation_.prepare_sharing();
    modules_.prepare_sharing();
    const frontend::WorkLimits limits{options_.unit_seconds, options_.unit_memory, options_.memory_limit};
    const std::size_t workers = std::clamp<std::size_t>(options_.jobs, 1, tasks.size());
    workers_ = std::make_unique<frontend::UnitWorkers>(workers, limits, units_, paths_, store_, scan_service_,
                                                       precompilation_, modules_);
    frontend::run_tasks(options_.jobs, tasks, options_.memory_limit);
    workers_.reset();
    history_.save();
    take_report();
  }

  void take_report() {
    report_.precompiled = precompilation_.report();
    for (PrecompiledHeaderReport& header : modules_.header_reports()) {
      report_.precompiled.headers.push_back(std::move(header));
    }
    report_.precompiled.allowed = options_.precompile;
    report_.precompiled.parsed_again = std::move(parsed_again_);
    std::sort(report_.precompiled.parsed_again.begin(), report_.precompiled.parsed_again.end());
  }

  void add_header_tasks(std::vector<frontend::Task>& tasks) {
    for (std::size_t node = 0; node < precompilation_.nodes().size(); ++node) {
      const frontend::Precompilation::Node& made = precompilation_.nodes()[node];
      const frontend::ParseCost cost = expected_cost(made.bytes);
      std::vector<std::size_t> after;
      if (made.parent != frontend::Precompilation::kNoNode) after.push_back(made.parent);
      tasks.push_back({[this, node] { workers_->make_header(node); }, cost.seconds, cost.memory, std::move(after)});
    }
  }

  // The first tasks are those of the headers.
  void add_unit_tasks(const std::vector<Unit*>& missing, std::vector<frontend::Task>& tasks) {
    for (Unit* unit : missing) {
      std::vector<std::size_t> after;
      if (unit->number != Unit::kNoNumber &&
          precompilation_.node_of(unit->number) != frontend::Precompilation::kNoNode) {
        after.push_back(precompilation_.node_of(unit->number));
      }
      const frontend::ParseCost cost = cost_of(*unit);
      tasks.push_back({[this, unit] { extract(*unit); }, cost.seconds, cost.memory, std::move(after)});
    }
  }

  frontend::ParseCost cost_of(const Unit& unit) const {
    return history_.cost_of(unit.identity()).value_or(expected_cost(unit.scan.files.size() * kBytesPerFile));
  }

  // A unit of a module waits for those that it imports.
  void add_module_tasks(const std::vector<std::size_t>& chosen, std::vector<frontend::Task>& tasks) {
    const std::size_t first_group = tasks.size();
    for (std::size_t group = 0; group < modules_.groups(); ++group) {
      tasks.push_back({[this, group] { workers_->make_module_header(group); }, 1, 0, {}});
    }
    std::map<std::size_t, std::size_t> task_of;  // by unit
    for (const std::size_t number : chosen) {
      Unit& unit = units_[number];
      std::vector<std::size_t> after;
      if (modules_.group_of(number) != frontend::ModuleBuilds::kNoGroup) {
        after.push_back(first_group + modules_.group_of(number));
      }
      for (const auto& import : modules_.imports_of(number)) {
        if (import.provider != frontend::ModulePlan::kNobody) after.push_back(task_of.at(import.provider));
      }
      const frontend::ParseCost cost = cost_of(unit);
      task_of[number] = tasks.size();
      const auto work = [this, number] {
        units_[number].is_known ? workers_->make_interface(number) : extract(units_[number]);
      };
      tasks.push_back({work, cost.seconds, cost.memory, std::move(after)});
    }
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

  void extract(Unit& unit) {
    const frontend::UnitWorkers::Result result = workers_->parse(index_of(unit));
    const auto held = workers_->hold_off_replacing();
    if (result.cost) history_.note(unit.identity(), *result.cost);
    if (result.parsed_again) {
      const std::lock_guard lock(mutex_);
      parsed_again_.push_back(paths_.display_name(unit.command->source));
    }
    unit.scan.trace.reset();
    hand_out(unit, result.facts);
  }

  void hand_out(const Unit& unit, const TuFacts& facts) {
    const std::lock_guard lock(mutex_);
    notes_.note(paths_.display_name(unit.command->source), facts, unit.is_known);
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
  frontend::ModuleBuilds modules_;
  frontend::ParseHistory history_;
  std::vector<Unit> units_;
  std::unique_ptr<frontend::UnitWorkers> workers_;  // while units are parsed
  std::mutex mutex_;                                // guards what follows, and the sink
  std::uint32_t done_ = 0;
  frontend::ExtractionNotes notes_;
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
