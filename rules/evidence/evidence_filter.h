// Which part of a dependency counts for an entry of a rule: by kind of reference, by the files at either end, by symbol.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/dependencies.h"
#include "rules/engine/rule.h"

namespace loadline {

// The options of every rule that looks at dependencies.
inline constexpr OptionSpec kKindsOption{"kinds", OptionType::kinds,
                                         "only these kinds of reference count; by default all that a rule judges"};
inline constexpr OptionSpec kFromFilesOption{"from_files", OptionType::path_pattern,
                                             "only references from these files count"};
inline constexpr OptionSpec kToFilesOption{"to_files", OptionType::path_pattern,
                                           "only references to what these files declare count"};
inline constexpr OptionSpec kSymbolsOption{"symbols", OptionType::symbol_pattern,
                                           "only references to these symbols count"};

// The kinds an entry names in `kinds`; all but `friend` when it names none.
KindSet kinds_of(const RuleEntry& entry);

// An entry's filters as text, in a fixed order, "kinds=call": two entries with other filters are about other things. ""
// without filters.
std::string filter_identity(const RuleEntry& entry);

// Keeps a reference to `analyses`.
class EvidenceFilter {
 public:
  EvidenceFilter(const Analyses& analyses, const RuleEntry& entry);

  bool passes(const Evidence& evidence) const;
  bool passes_all() const;
  // Whether the entry names files or symbols; without them the kinds alone decide.
  bool names_places() const { return !from_files_.empty() || !to_files_.empty() || !symbols_.empty(); }
  bool names_targets() const { return !to_files_.empty() || !symbols_.empty(); }

  // What passes of the edge between two modules, or two files; sorted by place.
  std::vector<Evidence> between_modules(ModuleIndex from, ModuleIndex to) const;
  std::vector<Evidence> between_files(FileIndex from, FileIndex to) const;
  // The graphs that are made of what passes.
  Graph module_graph() const;
  // See structure/product_graph.h; an entry that names files means them, tests or not.
  Graph product_graph() const;
  Graph file_graph() const;

 private:
  const Analyses& analyses_;
  KindSet kinds_;
  std::vector<bool> from_files_, to_files_, symbols_;  // by number; empty: not filtered
};

}  // namespace loadline
