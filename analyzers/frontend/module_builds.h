// Reads C++20 modules in the order of their imports, and keeps what importers load of them.
// SPDX-License-Identifier: Apache-2.0
//
//   plan(units)  ─▶  make_header(group), then per unit, after the units it imports:  parse(unit) or make_interface(unit)
//   in the main process                         in worker processes; then keep_…() in the main process
//
// What the build's compiler made of the interfaces is of no use to another one, and is there only once the build has run. So
// each interface is read here, in one go for its facts and for those that import it, and kept in the cache by the content
// of all that it reads.
//
// Units of modules with the same dialect share one precompiled header of the system headers that several of them include,
// and of all standard headers when one of them says `import std`: a Clang module of headers, which Clang holds once however
// many interfaces were made with it. An interface is loaded only together with the header it was made with, so a unit that
// reads something else with it (as in precompilation.h), or that imports one which does, is read without, and so is one
// that has an error with it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/files/shared_result.h"
#include "analyzers/frontend/parse_work.h"
#include "analyzers/frontend/precompiled/module_plan.h"
#include "analyzers/frontend/precompiled/precompile.h"
#include "analyzers/frontend/precompiled/precompiled_report.h"
#include "analyzers/frontend/scan/file_digests.h"
#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/frontend/unit_parser.h"

namespace loadline::frontend {

// Planning is for one thread, and so is each worker process; what the main process calls later is thread-safe.
class ModuleBuilds {
 public:
  static constexpr std::size_t kNoGroup = ~std::size_t{0};

  struct Unit {
    const CompileCommand* command = nullptr;
    const Invocation* invocation = nullptr;
    UnitScan* scan = nullptr;
    const std::vector<std::string>* owned_headers = nullptr;
    Digest scan_digest;  // of the scan's stored form
  };

  ModuleBuilds(const FilePaths& paths, FactStore& store, ScanService& service, IdentifierIndex& identifiers,
               FileDigests& file_digests);

  void plan(std::vector<Unit> units);
  // Units that take part in modules, those that are imported before those that import them.
  const std::vector<std::size_t>& order() const { return order_; }
  bool takes_part(std::size_t unit) const;
  const std::vector<ModulePlan::Import>& imports_of(std::size_t unit) const { return plan_.imports_of(unit); }
  std::vector<ModulePlan::Import> all_imports_of(std::size_t unit) const { return plan_.all_imports_of(unit); }
  // All that the facts of the unit depend on besides its own files and command.
  void add_imports(std::size_t unit, KeyDigest& key) const;

  // Chooses the precompiled headers of the units that will be read.
  void choose_headers(const std::vector<std::size_t>& units, bool precompile, unsigned jobs);
  std::size_t groups() const { return groups_.size(); }
  std::size_t group_of(std::size_t unit) const { return parts_[unit].group; }
  // Before the worker processes are started.
  void prepare_sharing();

  // In a worker process: makes the header of the group, or takes it from the store.
  void make_header(std::size_t group);
  // The facts of the unit, and its interface for those that import it; nothing when Clang crashed. `way`: precompiled or
  // plain.
  std::optional<ParseOutcome> parse(std::size_t unit, ParseWay way);
  // What `parse` reads without a precompiled header, for what can be made out after a crash.
  UnitRequest plain_request(std::size_t unit);
  // Its interface alone.
  void make_interface(std::size_t unit);

  // In the main process: stores what worker processes have made for the group, or for the unit and all that it imports.
  void keep_header(std::size_t group);
  void keep_interfaces(std::size_t unit);
  // A worker process died of it: nobody shall try again.
  void give_up(std::size_t unit, ParseWay way);

  // The precompiled headers that were made, for `loadline doctor`.
  std::vector<PrecompiledHeaderReport> header_reports() const;

 private:
  enum Variant : std::size_t { kPlain, kWithHeader, kVariants };
  using Interface = std::shared_ptr<const ModuleInterface>;

  struct Part {
    std::string content;  // digest of its files, its command, and those of all that it imports
    std::size_t group = kNoGroup;
    std::unique_ptr<SharedResult> shared[kVariants];  // of units that provide something
    Interface loaded[kVariants];                      // in a worker process
    bool is_kept[kVariants] = {false, false};
  };
  struct Group {
    std::size_t sample = 0;  // a unit whose flags are those of all, as far as the header goes
    std::string text;        // its #include lines
    std::string key;
    std::size_t files = 0;  // that it reads
    std::unique_ptr<SharedResult> shared;
    std::shared_ptr<const PrecompiledHeader> loaded;  // in a worker process
  };

  void digest_contents();
  std::shared_ptr<const PrecompiledHeader> header_of(std::size_t unit);
  UnitRequest request_for(std::size_t unit, Variant variant);
  std::optional<ParseOutcome> parse_variant(std::size_t unit, Variant variant);
  void share(SharedResult& shared, std::string_view bytes, const Inputs& inputs);
  bool take_from_store(SharedResult& shared, const StoreKey& key);
  std::string interface_key(std::size_t unit, Variant variant) const;
  bool is_made(std::size_t unit, Variant variant);
  Interface interface_of(std::size_t unit, Variant variant);
  Interface plain_interface(std::size_t unit);
  Interface standard_interface(std::size_t unit, const std::string& name);
  bool imports_standard_names(std::size_t unit) const;

  const FilePaths& paths_;
  FactStore& store_;
  ScanService& service_;
  IdentifierIndex& identifiers_;
  FileDigests& file_digests_;
  std::vector<Unit> units_;
  ModulePlan plan_;
  std::vector<std::size_t> order_;
  std::vector<Part> parts_;  // by unit
  std::vector<Group> groups_;
  std::map<std::string, Interface> standard_;  // by name and flags, in a worker process
  std::mutex keeping_;                         // guards is_kept
};

}  // namespace loadline::frontend
