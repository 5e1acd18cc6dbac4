// Look-ups in a Program: searches in what the builder sorted.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/program.h"

#include <algorithm>

namespace loadline {
namespace {

// The file at `path` among files sorted by path, or nullptr.
const File* find_path(std::span<const File> files, std::string_view path) {
  const auto found = std::lower_bound(files.begin(), files.end(), path,
                                      [](const File& file, std::string_view wanted) { return file.path < wanted; });
  return found != files.end() && found->path == path ? &*found : nullptr;
}

}  // namespace

FileIndex Program::find_file(std::string_view path) const {
  const auto system =
      std::partition_point(files_.begin(), files_.end(), [](auto& file) { return file.origin == Origin::project; });
  const File* found = find_path({files_.begin(), system}, path);
  if (found == nullptr) found = find_path({system, files_.end()}, path);
  return found == nullptr ? kNone : static_cast<FileIndex>(found - files_.data());
}

SymbolIndex Program::find_symbol(SymbolId id) const {
  const auto [first, last] = place_of_symbol_.range(id);
  const auto end = symbols_.begin() + last;
  const auto found = std::lower_bound(symbols_.begin() + first, end, id,
                                      [](const Symbol& symbol, SymbolId wanted) { return symbol.id < wanted; });
  return found != end && found->id == id ? static_cast<SymbolIndex>(found - symbols_.begin()) : kNone;
}

const Symbol* Program::symbol(SymbolId id) const {
  const SymbolIndex index = find_symbol(id);
  return index == kNone ? nullptr : &symbols_[index];
}

std::string_view Program::name_of(SymbolId id) const {
  const Symbol* found = symbol(id);
  return found == nullptr ? std::string_view() : found->name;
}

std::span<const Reference> Program::references_in(FileIndex file) const {
  return references().subspan(first_reference_[file], first_reference_[file + 1] - first_reference_[file]);
}

}  // namespace loadline
