// Chooses headers to precompile.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/header_tree.h"

#include <llvm/ADT/BitVector.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

// Measured on RocksDB, in units of parsing the same bytes: making a precompiled header (parse and write), using it (its
// declarations are looked up in it), and what one more file to load costs a unit whatever is in it.
constexpr double kMaking = 1.6;
constexpr double kUsing = 0.1;
constexpr double kLoading = 24e3;       // bytes
constexpr double kLeastSaving = 0.5e6;  // bytes: less is not worth its place in the cache

struct Header {
  std::string path;
  Digest content;
  std::uint64_t bytes = 0;
  std::string spelling;
  bool is_direct = false;  // included by the project itself: made to be included by itself
  bool is_repeated =
      false;  // read more than once in some unit, such as <stddef.h>, and perhaps not all of it each time
  llvm::BitVector includers;  // the units that read it
  llvm::BitVector blocked;    // the units that must not have it from elsewhere
  llvm::BitVector takers;     // the units that could have it, with all that it includes, from a precompiled header
  std::map<std::size_t, unsigned> includes;  // header → in how many units
  llvm::BitVector reads;                     // itself and all that it includes in every unit
  llvm::BitVector may_read;                  // … in some unit
};

class Chooser {
 public:
  Chooser(const std::vector<PlannedUnit>& units, const FilePaths& paths) : units_(units), paths_(paths) {
    order_.resize(units.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return units[a].source < units[b].source; });
    collect_headers();
    close_includes();
  }

  HeaderTree choose() {
    tree_.node_of.assign(units_.size(), HeaderTree::kNoNode);
    grow(HeaderTree::kNoNode, llvm::BitVector(unit_count(), true), llvm::BitVector(header_count()));
    return std::move(tree_);
  }

 private:
  unsigned unit_count() const { return static_cast<unsigned>(units_.size()); }
  unsigned header_count() const { return static_cast<unsigned>(headers_.size()); }

  void collect_headers() {
    for (const std::size_t unit : order_) {
      const UnitScan& scan = *units_[unit].scan;
      for (const TracedFile& file : scan.trace->files) {
        const ScannedFile& scanned = scan.files[file.file];
        if (scanned.path == units_[unit].source) continue;
        const auto name = paths_.project_name(scanned.path);
        Header& header = header_of(scanned, file);
        header.includers.set(static_cast<unsigned>(unit));
        header.is_repeated |= scanned.repeated;
        note_spelling(header, file, name.has_value());
        // What a unit reads twice, it records itself, and so does every unit (claim_plan.h).
        if (file.keeps_order || (name && scanned.repeated)) header.blocked.set();
        if (name && std::binary_search(units_[unit].owned_headers.begin(), units_[unit].owned_headers.end(), *name)) {
          header.blocked.set(static_cast<unsigned>(unit));
        }
      }
      collect_includes(units_[unit]);
    }
  }

  Header& header_of(const ScannedFile& scanned, const TracedFile& file) {
    const auto [known, is_new] = numbers_.try_emplace(scanned.path, headers_.size());
    if (is_new) {
      Header& header = headers_.emplace_back();
      header.path = scanned.path;
      header.content = scanned.digest;
      header.bytes = file.bytes;
      header.includers.resize(unit_count());
      header.blocked.resize(unit_count());
    }
    return headers_[known->second];
  }

  // A system header is one only when it is found on the include path; one of the project is found by its full name, too.
  static void note_spelling(Header& header, const TracedFile& file, bool is_project) {
    if (!header.spelling.empty()) return;
    if (!file.spelling.empty()) {
      header.spelling = "<" + file.spelling + ">";
    } else if (is_project && !file.is_system) {
      header.spelling = "\"" + header.path + "\"";
    }
  }

  void collect_includes(const PlannedUnit& unit) {
    for (const auto& [from, to] : unit.scan->trace->includes) {
      const auto from_number = numbers_.find(unit.scan->files[from].path);
      const auto to_number = numbers_.find(unit.scan->files[to].path);
      if (to_number == numbers_.end()) continue;
      if (paths_.project_name(unit.scan->files[from].path)) headers_[to_number->second].is_direct = true;
      if (from_number != numbers_.end()) ++headers_[from_number->second].includes[to_number->second];
    }
  }

  void close_includes() {
    for (Header& header : headers_) {
      const std::size_t number = numbers_.at(header.path);
      header.reads = closure(number, /*in_every_unit=*/true);
      header.may_read = closure(number, /*in_every_unit=*/false);
    }
    for (Header& header : headers_) {
      header.takers = header.includers;
      for (const unsigned read : header.may_read.set_bits()) header.takers.reset(headers_[read].blocked);
    }
  }

  llvm::BitVector closure(std::size_t header, bool in_every_unit) const {
    llvm::BitVector reached(header_count());
    std::vector<std::size_t> pending{header};
    while (!pending.empty()) {
      const Header& next = headers_[pending.back()];
      const auto number = static_cast<unsigned>(pending.back());
      pending.pop_back();
      if (reached.test(number)) continue;
      reached.set(number);
      for (const auto& [included, units] : next.includes) {
        if (!in_every_unit || units == next.includers.count()) pending.push_back(included);
      }
    }
    return reached;
  }

  struct Choice {
    llvm::BitVector units;
    double saving = 0;
  };

  // Makes the nodes on top of `parent` for `units`, which have `taken` from below.
  void grow(std::size_t parent, llvm::BitVector units, const llvm::BitVector& taken) {
    while (units.count() > 1) {
      const Choice choice = best_choice(units, taken);
      if (choice.saving < kLeastSaving) return;
      units.reset(choice.units);
      llvm::BitVector all = taken;
      const std::size_t node = add_node(parent, choice.units, all);
      if (node == HeaderTree::kNoNode) continue;
      for (const unsigned unit : choice.units.set_bits()) tree_.node_of[unit] = node;
      grow(node, choice.units, all);
    }
  }

  Choice best_choice(const llvm::BitVector& units, const llvm::BitVector& taken) const {
    Choice best;
    std::set<std::vector<unsigned>> tried;
    for (const Header& candidate : headers_) {
      llvm::BitVector takers = candidate.takers;
      takers &= units;
      if (takers.count() < 2 || !tried.insert({takers.set_bits_begin(), takers.set_bits_end()}).second) continue;
      const llvm::BitVector read = readable(takers, taken);
      double bytes = 0;
      for (const unsigned header : read.set_bits()) bytes += static_cast<double>(headers_[header].bytes);
      const double users = takers.count();
      const double saving = bytes * ((1 - kUsing) * users - kMaking) - kLoading * users;
      if (saving > best.saving) best = {std::move(takers), saving};
    }
    return best;
  }

  // What is read when all headers are included that all `units` can take and that can be included by themselves.
  llvm::BitVector readable(const llvm::BitVector& units, const llvm::BitVector& taken) const {
    llvm::BitVector result(header_count());
    for (const Header& header : headers_) {
      if (is_root(header) && contains(header.takers, units)) result |= header.reads;
    }
    result.reset(taken);
    return result;
  }

  static bool is_root(const Header& header) {
    return header.is_direct && !header.is_repeated && !header.spelling.empty();
  }
  static bool contains(const llvm::BitVector& all, const llvm::BitVector& some) { return !some.test(all); }

  // The headers that all `units` could take, in the order in which the first of these enters them.
  std::size_t add_node(std::size_t parent, const llvm::BitVector& units, llvm::BitVector& taken) {
    HeaderNode node;
    node.parent = parent == HeaderTree::kNoNode ? tree_.nodes.size() : parent;
    node.units = units.count();
    llvm::BitVector may_read(header_count());
    const std::size_t first = *std::find_if(order_.begin(), order_.end(),
                                            [&](std::size_t unit) { return units.test(static_cast<unsigned>(unit)); });
    const UnitScan& scan = *units_[first].scan;
    for (const TracedFile& file : scan.trace->files) {
      const auto number = numbers_.find(scan.files[file.file].path);
      if (number == numbers_.end() || taken.test(static_cast<unsigned>(number->second))) continue;
      const Header& header = headers_[number->second];
      if (!is_root(header) || !contains(header.takers, units)) continue;
      node.includes.push_back(header.spelling);
      may_read |= header.may_read;
      for (const unsigned read : header.reads.set_bits()) {
        if (taken.test(read)) continue;
        taken.set(read);
        ++node.files;
        node.bytes += headers_[read].bytes;
      }
    }
    if (node.includes.empty()) return HeaderTree::kNoNode;
    node.content = content_of(may_read);
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.size() - 1;
  }

  Digest content_of(const llvm::BitVector& files) const {
    std::map<std::string_view, Digest> contents;  // by path: numbers depend on the other units
    for (const unsigned file : files.set_bits()) contents.emplace(headers_[file].path, headers_[file].content);
    KeyDigest digest;
    for (const auto& [path, content] : contents) {
      digest.add(path);
      digest.add(content);
    }
    return digest.digest();
  }

  const std::vector<PlannedUnit>& units_;
  const FilePaths& paths_;
  std::vector<std::size_t> order_;  // of units, by source
  std::vector<Header> headers_;
  std::map<std::string, std::size_t> numbers_;  // of headers, by path
  HeaderTree tree_;
};

}  // namespace

HeaderTree choose_headers(const std::vector<PlannedUnit>& units, const FilePaths& paths) {
  return Chooser(units, paths).choose();
}

}  // namespace loadline::frontend
