// Groups the evidence of an edge by what it leads to.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/carriers.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace loadline {
namespace {

void count(std::map<std::string, Carrier>& carriers, std::string_view name, bool is_file, const Evidence& evidence) {
  Carrier& carrier =
      carriers.try_emplace(std::string(name), Carrier{std::string(name), is_file, 0, evidence.where}).first->second;
  ++carrier.references;
  carrier.first = std::min(carrier.first, evidence.where);
}

}  // namespace

std::vector<Carrier> carriers_of(const Analyses& analyses, ModuleIndex from, ModuleIndex to) {
  const Program& program = analyses.program();
  const std::vector<Evidence> evidence = analyses.module_dependencies().evidence(from, to);
  std::map<std::string, Carrier> symbols, headers;
  std::set<FileIndex> used;
  for (const Evidence& piece : evidence) {
    if (piece.to == kNone) continue;
    used.insert(piece.to_file);
    count(symbols, program.symbols()[piece.to].name, false, piece);
  }
  for (const Evidence& piece : evidence) {
    if (piece.to != kNone || piece.to_file == kNone || used.contains(piece.to_file)) continue;
    count(headers, program.files()[piece.to_file].path, true, piece);
  }
  std::vector<Carrier> carriers;
  for (const auto* group : {&symbols, &headers}) {
    for (const auto& [name, carrier] : *group) carriers.push_back(carrier);
  }
  std::sort(carriers.begin(), carriers.end(), [](const Carrier& a, const Carrier& b) {
    return std::tuple(b.references, a.is_file, a.name) < std::tuple(a.references, b.is_file, b.name);
  });
  return carriers;
}

}  // namespace loadline
