// Finds the providers of modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/module_plan.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace loadline::frontend {
namespace {

// Folders that two paths have in common.
std::size_t common_folders(const std::string& a, const std::string& b) {
  std::size_t folders = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) folders += a[i] == '/';
  return folders;
}

}  // namespace

ModulePlan::ModulePlan(const std::vector<ModuleUser>& units) : imports_(units.size()) {
  std::vector<std::size_t> sorted(units.size());
  std::iota(sorted.begin(), sorted.end(), std::size_t{0});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](std::size_t a, std::size_t b) { return units[a].source < units[b].source; });
  std::map<std::string, std::vector<std::size_t>> providers;  // by module, sorted by source
  for (const std::size_t unit : sorted) {
    if (!units[unit].provides.empty()) providers[units[unit].provides].push_back(unit);
  }
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    for (const std::string& name : units[unit].imports) {
      Import& import = imports_[unit].emplace_back(Import{name, kNobody});
      const auto found = providers.find(name);
      if (found == providers.end()) continue;
      import.provider =
          *std::max_element(found->second.begin(), found->second.end(), [&](std::size_t a, std::size_t b) {
            return common_folders(units[a].source, units[unit].source) <
                   common_folders(units[b].source, units[unit].source);
          });
    }
  }
  std::vector<char> state(units.size(), 0);
  for (const std::size_t unit : sorted) visit(unit, state);
}

// 0: not met yet, 1: its imports are being looked at, 2: done.
void ModulePlan::visit(std::size_t unit, std::vector<char>& state) {
  if (state[unit] != 0) return;
  state[unit] = 1;
  for (Import& import : imports_[unit]) {
    if (import.provider == kNobody) continue;
    visit(import.provider, state);
    if (state[import.provider] == 1) import.provider = kNobody;
  }
  state[unit] = 2;
  order_.push_back(unit);
}

std::vector<ModulePlan::Import> ModulePlan::all_imports_of(std::size_t unit) const {
  std::map<std::string, std::size_t> known;
  std::vector<std::size_t> pending{unit};
  while (!pending.empty()) {
    const std::size_t next = pending.back();
    pending.pop_back();
    for (const Import& import : imports_[next]) {
      if (import.provider == kNobody || !known.emplace(import.name, import.provider).second) continue;
      pending.push_back(import.provider);
    }
  }
  std::vector<Import> all;
  for (const auto& [name, provider] : known) all.push_back({name, provider});
  return all;
}

}  // namespace loadline::frontend
