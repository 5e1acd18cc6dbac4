// Filters dependencies by module, kind, file and symbol.
// SPDX-License-Identifier: Apache-2.0
#include "rules/dependency_filter.h"

#include <algorithm>
#include <array>

#include "analyzers/model/path_pattern.h"
#include "rules/evidence_steps.h"

namespace loadline {
namespace {

// For each text, whether one of the patterns matches it; empty when there is no pattern. Decided once for each file and
// symbol, because there may be millions of references to them.
template <typename Items, typename TextOf>
std::vector<bool> matching(const std::vector<std::string>& patterns, PatternSyntax syntax, const Items& items,
                           TextOf text_of) {
  if (patterns.empty()) return {};
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.emplace_back(pattern, syntax);
  std::vector<bool> result(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view text = text_of(items[i]);
    result[i] = std::any_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.matches(text); });
  }
  return result;
}

// By module: whether a pattern means it.
std::vector<bool> selected(const Modules& modules, const std::vector<std::string>& patterns) {
  std::vector<bool> result(modules.all().size());
  for (const std::string& pattern : patterns) {
    for (const ModuleIndex module : modules.select(pattern)) result[module] = true;
  }
  return result;
}

bool has(const std::vector<bool>& allowed, std::uint32_t index) {
  return allowed.empty() || (index != kNone && allowed[index]);
}

}  // namespace

KindSet kinds_of(const RuleEntry& entry) {
  KindSet kinds;
  for (const std::string& name : entry.texts("kinds")) {
    ReferenceKind kind{};
    if (parse_reference_kind(name, &kind)) kinds.add(kind);
  }
  return kinds.empty() ? KindSet::all() : kinds;
}

DependencyFilter::DependencyFilter(const Analyses& analyses, const RuleEntry& entry)
    : program_(analyses.program()),
      entry_(entry),
      kinds_(kinds_of(entry)),
      from_modules_(selected(analyses.modules(), entry.texts("from"))),
      to_modules_(selected(analyses.modules(), entry.texts("to"))) {
  const std::vector<bool> excepted = selected(analyses.modules(), entry.texts("except"));
  for (ModuleIndex i = 0; i < excepted.size(); ++i) from_modules_[i] = from_modules_[i] && !excepted[i];
  const auto path = [](const File& file) { return file.path; };
  const auto name = [](const Symbol& symbol) { return symbol.name; };
  from_files_ = matching(entry.texts("from_files"), PatternSyntax::path, program_.files(), path);
  to_files_ = matching(entry.texts("to_files"), PatternSyntax::path, program_.files(), path);
  symbols_ = matching(entry.texts("symbols"), PatternSyntax::name, program_.symbols(), name);
}

bool DependencyFilter::forbids(ModuleIndex from, ModuleIndex to) const {
  return !entry_.has("to") || (to != kNone && to != from && to_modules_[to]);
}

bool DependencyFilter::passes(const Evidence& evidence) const {
  return kinds_.has(evidence.kind) && has(from_files_, evidence.where.file) && has(to_files_, evidence.to_file) &&
         has(symbols_, evidence.to);
}

std::vector<Evidence> DependencyFilter::to_system() const {
  std::vector<Evidence> found;
  if (entry_.has("to") || (to_files_.empty() && symbols_.empty())) return found;
  const auto leads_out = [&](FileIndex from, FileIndex to) {
    return to != kNone && program_.files()[to].origin == Origin::system &&
           program_.files()[from].origin == Origin::project;
  };
  for (const Include& include : program_.includes()) {
    if (!leads_out(include.from, include.to)) continue;
    const Evidence evidence{{include.from, include.line}, ReferenceKind::include, kNone, kNone, include.to, 0};
    if (passes(evidence)) found.push_back(evidence);
  }
  for (const Reference& reference : program_.references()) {
    const FileIndex to = program_.file_of(reference.to);
    if (!leads_out(reference.file, to)) continue;
    const auto flags = static_cast<std::uint8_t>(reference.flags);
    const Evidence evidence{reference.where(), reference.kind(), reference.from, reference.to, to, flags};
    if (passes(evidence)) found.push_back(evidence);
  }
  sort_by_place(found);
  return found;
}

std::string DependencyFilter::pattern_behind(const Evidence& evidence) const {
  if (evidence.to != kNone) {
    for (const std::string& pattern : entry_.texts("symbols")) {
      if (matches_name(pattern, program_.symbols()[evidence.to].name)) return pattern;
    }
  }
  for (const std::string& pattern : entry_.texts("to_files")) {
    if (matches_path(pattern, program_.files()[evidence.to_file].path)) return pattern;
  }
  return {};
}

std::string DependencyFilter::identity() const {
  std::string text;
  for (const std::string_view option : std::array<std::string_view, 4>{"kinds", "from_files", "to_files", "symbols"}) {
    std::vector<std::string> values = entry_.texts(option);
    std::sort(values.begin(), values.end());
    if (values.empty()) continue;
    text += (text.empty() ? "" : "; ") + std::string(option) + '=';
    for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + values[i];
  }
  return text;
}

}  // namespace loadline
