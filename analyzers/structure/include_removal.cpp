// Compares what a unit would lose with each directive removed, and what the rest of the unit needs.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/include_removal.h"

#include <algorithm>
#include <iterator>

#include "analyzers/structure/silent_offers.h"

namespace loadline {
namespace {

bool has(const std::vector<FileIndex>& files, FileIndex file) { return std::ranges::binary_search(files, file); }

template <class Item>
void make_set(std::vector<Item>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

IncludeRemoval::IncludeRemoval(const Program& program)
    : program_(program),
      silent_(offers_silently(program)),
      has_open_macro_(program.files().size()),
      includes_(program.files().size()),
      included_by_(program.files().size()) {
  for (const Include& include : program.includes()) {
    if (include.to == kNone) continue;
    includes_[include.from].push_back(include.to);
    included_by_[include.to].push_back(include.from);
  }
  for (Files& files : includes_) make_set(files);
  for (Files& files : included_by_) make_set(files);
  std::vector<bool> is_used(program.symbols().size());
  for (const Reference& reference : program.references()) is_used[reference.to] = true;
  for (SymbolIndex index = 0; index < program.symbols().size(); ++index) {
    const Symbol& symbol = program.symbols()[index];
    if (!symbol.declared.known()) continue;
    // What its body needs shows only where it is expanded.
    if (symbol.kind == SymbolKind::macro && !is_used[index]) has_open_macro_[symbol.declared.file] = true;
    if (symbol.defined.known() && symbol.defined.file != symbol.declared.file) {
      completes_.emplace_back(symbol.defined.file, symbol.declared.file);
    }
  }
  make_set(completes_);
}

// `start` and all that it includes, directly or not, without the directive from `from` to `to`.
IncludeRemoval::Files IncludeRemoval::reached(FileIndex start, FileIndex from, FileIndex to) const {
  std::vector<bool> is_reached(program_.files().size());
  Files files{start};
  is_reached[start] = true;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FileIndex file = files[i];
    for (const FileIndex next : includes_[file]) {
      if (is_reached[next] || (file == from && next == to)) continue;
      is_reached[next] = true;
      files.push_back(next);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The sources that read `file`; the file itself when none does.
IncludeRemoval::Files IncludeRemoval::units_of(FileIndex file) const {
  std::vector<bool> is_reached(program_.files().size());
  Files pending{file}, units;
  is_reached[file] = true;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (program_.files()[pending[i]].is_source) units.push_back(pending[i]);
    for (const FileIndex user : included_by_[pending[i]]) {
      if (!is_reached[user]) pending.push_back(user);
      is_reached[user] = true;
    }
  }
  if (units.empty()) units.push_back(file);
  return units;
}

// A symbol that only lost files declare is lost as well, wherever it is defined.
bool IncludeRemoval::refers_to(FileIndex file, const Loss& loss, const std::set<SymbolIndex>& announced) const {
  return std::ranges::any_of(program_.references_in(file), [&](const Reference& reference) {
    const Symbol& target = program_.symbols()[reference.to];
    if (has(loss.lost, target.declared.file) || has(loss.lost, target.defined.file)) return true;
    return announced.contains(reference.to) && !has(loss.kept, target.declared.file);
  });
}

bool IncludeRemoval::is_needed(const Loss& loss) const {
  std::set<SymbolIndex> announced;
  for (const FileIndex file : loss.lost) {
    // What the standard library offers is reached in many ways: <string> is where std::string is, and so is <iostream>.
    if (program_.files()[file].origin != Origin::project || silent_[file]) return true;
    for (const Reference& reference : program_.references_in(file)) {
      if (reference.kind() == ReferenceKind::forward_declare) announced.insert(reference.to);
    }
    for (auto pair = std::ranges::lower_bound(completes_, std::pair(file, FileIndex{0}));
         pair != completes_.end() && pair->first == file; ++pair) {
      if (has(loss.kept, pair->second)) return true;  // the bodies of a template, say
    }
  }
  return std::ranges::any_of(loss.kept, [&](FileIndex file) {
    return program_.files()[file].origin == Origin::project && refers_to(file, loss, announced);
  });
}

bool IncludeRemoval::may_break(const Include& include) const {
  if (has_open_macro_[include.from]) return true;
  return std::ranges::any_of(units_of(include.from), [&](FileIndex unit) {
    Loss loss{{}, reached(unit, include.from, include.to)};
    const Files before = reached(unit, kNone, kNone);
    std::ranges::set_difference(before, loss.kept, std::back_inserter(loss.lost));
    return !loss.lost.empty() && is_needed(loss);
  });
}

}  // namespace loadline
