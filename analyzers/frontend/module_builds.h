// Reads C++20 modules in the order of their imports, and keeps what importers load of them.
// SPDX-License-Identifier: Apache-2.0
//
//   plan(units)  ─▶  make_header(group), then per unit, after the units it imports:  parse(unit) or make_interface(unit)
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
#include "analyzers/frontend/precompiled/module_plan.h"
#include "analyzers/frontend/precompiled/precompile.h"
#include "analyzers/frontend/precompiled/precompiled_report.h"
#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/frontend/unit_parser.h"

namespace loadline::frontend {

// Planning is for one thread; the rest is thread-safe for distinct units.
class ModuleBuilds {
 public:
  static constexpr std::size_t kNoGroup = ~std::size_t{0};

  struct Unit {
    const CompileCommand* command = nullptr;
    const Invocation* invocation = nullptr;
    UnitScan* scan = nullptr;
    const std::vector<std::string>* owned_headers = nullptr;
  };

  ModuleBuilds(const FilePaths& paths, FactStore& store, ScanService& service, IdentifierIndex& identifiers);

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
  void make_header(std::size_t group);

  // The precompiled headers that were made, for `loadline doctor`.
  std::vector<PrecompiledHeaderReport> header_reports() const;

  // The facts of the unit, and its interface for those that import it. False when Clang crashed. `is_second`: whether it was
  // read with a precompiled header before, in vain.
  bool parse(std::size_t unit, TuFacts& facts, std::uint64_t* memory, bool* is_second);
  // What `parse` reads without a precompiled header, for what can be made out after a crash.
  UnitRequest plain_request(std::size_t unit);
  // Its interface alone.
  void make_interface(std::size_t unit);

 private:
  enum Variant : std::size_t { kPlain, kWithHeader, kVariants };
  using Interface = std::shared_ptr<const ModuleInterface>;

  struct Part {
    std::string content;  // digest of its files, its command, and those of all that it imports
    std::size_t group = kNoGroup;
    bool is_made[kVariants] = {false, false};
    Interface made[kVariants];
  };
  struct Group {
    std::size_t sample = 0;  // a unit whose flags are those of all, as far as the header goes
    std::string text;        // its #include lines
    std::string key;
    std::size_t files = 0;  // that it reads
    bool from_cache = false;
    std::shared_ptr<const PrecompiledHeader> header;
  };

  void digest_contents();
  bool has_header(std::size_t unit) const;
  UnitRequest request_for(std::size_t unit, Variant variant);
  bool parse_variant(std::size_t unit, Variant variant, TuFacts& facts, std::uint64_t* memory);
  std::string interface_key(std::size_t unit, Variant variant) const;
  bool load_interface(std::size_t unit, Variant variant);
  void keep_interface(std::size_t unit, Variant variant, std::string bytes);
  Interface plain_interface(std::size_t unit);
  Interface standard_interface(std::size_t unit, const std::string& name);
  bool imports_standard_names(std::size_t unit) const;

  const FilePaths& paths_;
  FactStore& store_;
  ScanService& service_;
  IdentifierIndex& identifiers_;
  std::vector<Unit> units_;
  ModulePlan plan_;
  std::vector<std::size_t> order_;
  std::vector<Part> parts_;  // by unit
  std::vector<Group> groups_;
  std::mutex standard_lock_;
  std::map<std::string, Interface> standard_;      // by name and flags
  std::unique_ptr<std::recursive_mutex[]> locks_;  // by unit: guards the interfaces of its part
};

}  // namespace loadline::frontend
