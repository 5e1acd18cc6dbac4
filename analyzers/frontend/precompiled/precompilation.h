// Chooses, makes and hands out the precompiled headers of one run, and proves for each unit that they change nothing.
// SPDX-License-Identifier: Apache-2.0
//
//   add(unit)…  plan()  ─▶  make(node) for each node, after its parent  ─▶  header_for(unit), after the node of the unit
//
// The proof (preprocessing_digest.h): the unit is scanned once more with the header's files read first. When every stretch
// of code is handed out as often as without it and under the same macros, the parser sees the same text in another order.
// When it is not, a smaller header of the tree is tried. Who can take none gets another tree together with others like it,
// which may read the same headers in another order. Who can take none of that either is parsed without, and so is a unit that
// has an error with one.
//
// What the proof does not cover: code that comes before a header now and after it then finds the names which that header
// declares, and could choose another overload. The files are the same, so that takes code which compiles either way and means
// something else; the tests compare the facts of real projects with and without.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/facts/fact_store.h"
#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/files/shared_bytes.h"
#include "analyzers/frontend/precompiled/header_tree.h"
#include "analyzers/frontend/precompiled/precompile.h"
#include "analyzers/frontend/precompiled/precompiled_report.h"
#include "analyzers/frontend/scan/file_digests.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

// Not thread-safe until plan() is done; made() is.
class Precompilation {
 public:
  static constexpr std::size_t kNoNode = HeaderTree::kNoNode;

  struct Node {
    std::size_t parent = kNoNode;
    std::uint64_t bytes = 0;      // of source
    std::uint64_t all_bytes = 0;  // with all that it rests on
    std::size_t users = 0;        // units that load it, or a node on top of it
  };

  Precompilation(const FilePaths& paths, FactStore& store, ScanService& service, IdentifierIndex& identifiers,
                 FileDigests& file_digests);

  // A unit that has to be parsed; returns its number. Its scan is traced.
  std::size_t add(const CompileCommand& command, const Invocation& invocation, const UnitScan& scan,
                  const std::vector<std::string>& owned_headers);
  void plan(unsigned jobs);

  const std::vector<Node>& nodes() const { return nodes_; }
  std::size_t node_of(std::size_t unit) const { return units_[unit].node; }

  // Before the worker processes are started.
  void prepare_sharing();
  // Makes it, or takes it from the store, in a worker process; all of them can load it then. The answer is for made().
  std::string make(std::size_t node);
  void made(std::size_t node, std::string_view answer);
  // In a worker process; nullptr when there is none for the unit, or it cannot be used.
  std::shared_ptr<const PrecompiledHeader> header_for(std::size_t unit);

  // What was chosen and what became of it, for `loadline doctor`.
  PrecompiledReport report() const;

 private:
  struct Unit {
    const CompileCommand* command = nullptr;
    const Invocation* invocation = nullptr;
    const UnitScan* scan = nullptr;
    const std::vector<std::string>* owned_headers = nullptr;
    std::size_t node = kNoNode;
    bool wants_one = false;  // there was a node for it, by what it includes
  };
  struct Work {
    HeaderNode choice;
    std::string text;                                 // its #include lines
    std::size_t sample = 0;                           // a unit of the group: its flags and folder are those of all
    std::shared_ptr<SharedBytes> shared;              // its stored form, once it is made; of nodes with users
    std::shared_ptr<const PrecompiledHeader> header;  // in a worker process that has loaded it
    std::uint64_t made_bytes = 0;                     // of its own; 0: it cannot be used
    bool from_cache = false;
  };

  std::vector<std::size_t> grow_tree(const std::vector<std::size_t>& group);
  std::vector<std::size_t> place_units(const std::vector<std::size_t>& group, const std::vector<std::size_t>& wanted,
                                       unsigned jobs);
  void leave_lonely_nodes(unsigned jobs);
  std::size_t deepest_that_fits(const Unit& unit, std::size_t node);
  void count_users();
  std::string key_of(std::size_t node) const;
  std::string path_of(std::size_t node) const;
  std::shared_ptr<const PrecompiledHeader> load(std::size_t node);
  std::string whole_text(std::size_t node) const;

  const FilePaths& paths_;
  FactStore& store_;
  ScanService& service_;
  IdentifierIndex& identifiers_;
  FileDigests& file_digests_;
  std::vector<Unit> units_;
  std::vector<Node> nodes_;
  std::vector<Work> work_;  // by node
  std::vector<std::string> refused_;
};

}  // namespace loadline::frontend
