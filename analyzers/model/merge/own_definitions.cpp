// Tells apart what the programs of one codebase call by the same name.
// SPDX-License-Identifier: Apache-2.0
//
//   orders/main.cc    void stop(int) {}      signal(SIGINT, stop);
//   stock/main.cc     void stop(int) {}      signal(SIGINT, stop);
//   stock/jobs.cc     #include "stock/job.h"            ← defines struct Job, as orders/job.h does
//
// To the linker these are one symbol, but no program has both: stock does not depend on orders. A file means its own
// definition, else the nearest that it includes. What a header declares for others is not concerned: the header offers
// it, whoever defines it.
#include "analyzers/model/merge/own_definitions.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "analyzers/model/merge/include_walk.h"

namespace loadline {
namespace {

using Files = std::vector<FileIndex>;  // sorted

bool can_be_ambiguous(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::class_:
    case SymbolKind::struct_:
    case SymbolKind::union_:
    case SymbolKind::enum_:
    case SymbolKind::alias:
    case SymbolKind::function:
    case SymbolKind::variable: return true;
    default: return false;
  }
}

class AmbiguousSymbols {
 public:
  AmbiguousSymbols(std::span<const Declaration> declarations, std::span<const File> files,
                   std::span<const Symbol> symbols)
      : symbols_(symbols) {
    for (auto first = declarations.begin(); first != declarations.end();) {
      const SymbolIndex symbol = first->symbol;
      Files defining;
      for (; first != declarations.end() && first->symbol == symbol; ++first) {
        const bool counts = first->is_definition && files[first->file].origin == Origin::project;
        if (counts && (defining.empty() || defining.back() != first->file)) defining.push_back(first->file);
      }
      const bool is_offered = !std::binary_search(defining.begin(), defining.end(), symbols[symbol].declared.file);
      if (defining.size() > 1 && !is_offered && can_be_ambiguous(symbols[symbol].kind)) {
        definitions_.emplace(symbol, std::move(defining));
      }
    }
  }

  bool empty() const { return definitions_.empty(); }

  // Where a symbol, or what it is a member of, is defined; nullptr when that is one file.
  const Files* of(SymbolIndex symbol) const {
    for (; symbol != kNone; symbol = symbols_[symbol].parent) {
      if (const auto found = definitions_.find(symbol); found != definitions_.end()) return &found->second;
    }
    return nullptr;
  }

 private:
  std::span<const Symbol> symbols_;
  std::unordered_map<SymbolIndex, Files> definitions_;
};

// The first of `wanted` that a walk over the includes meets, breadth first; kNone when none is included.
FileIndex nearest(FileIndex from, const Files& wanted, std::size_t files, std::span<const Include> includes) {
  FileIndex found = kNone;
  walk_includes(from, files, includes, [&](FileIndex file) {
    if (std::binary_search(wanted.begin(), wanted.end(), file)) found = file;
    return found == kNone;
  });
  return found;
}

}  // namespace

OwnDefinitions find_own_definitions(std::span<const Declaration> declarations, std::span<const File> files,
                                    std::span<const Symbol> symbols, std::span<const Include> includes,
                                    std::span<const Reference> references) {
  OwnDefinitions result;
  const AmbiguousSymbols ambiguous(declarations, files, symbols);
  if (ambiguous.empty()) return result;
  result.is_ambiguous.resize(symbols.size());
  std::map<std::pair<FileIndex, const Files*>, FileIndex> known;
  for (SymbolIndex symbol = 0; symbol < symbols.size(); ++symbol) {
    result.is_ambiguous[symbol] = ambiguous.of(symbol) != nullptr;
  }
  for (const Reference& reference : references) {
    if (!result.is_ambiguous[reference.to]) continue;
    const Files* defining = ambiguous.of(reference.to);
    const auto [own, is_new] = known.try_emplace({reference.file, defining}, kNone);
    if (is_new) own->second = nearest(reference.file, *defining, files.size(), includes);
    if (own->second != kNone) result.own.push_back({reference.file, reference.to, own->second});
  }
  std::sort(result.own.begin(), result.own.end());
  result.own.erase(std::unique(result.own.begin(), result.own.end()), result.own.end());
  return result;
}

}  // namespace loadline
