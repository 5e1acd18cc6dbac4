// Filters the evidence of dependencies, and the graphs that are made of it.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/evidence_filter.h"

#include <algorithm>
#include <array>

#include "analyzers/structure/product_graph.h"
namespace loadline {
namespace {

// For each text, whether one of the patterns matches it; empty when there is no pattern. Decided once for each file and
// symbol, because there may be millions of references to them.
template <typename Items, typename TextOf>
std::vector<bool> matching(const std::vector<Pattern>& patterns, const Items& items, TextOf text_of) {
  if (patterns.empty()) return {};
  std::vector<bool> result(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    result[i] = any_matches(patterns, text_of(items[i]));
  }
  return result;
}

bool has(const std::vector<bool>& allowed, std::uint32_t index) {
  return allowed.empty() || (index != kNone && allowed[index]);
}

}  // namespace

KindSet kinds_of(const RuleEntry& entry) {
  const KindSet kinds = entry.kinds("kinds");
  return kinds.empty() ? kinds_of_use() : kinds;
}

std::string filter_identity(const RuleEntry& entry) {
  std::string text;
  for (const std::string_view option : std::array<std::string_view, 4>{"kinds", "from_files", "to_files", "symbols"}) {
    std::vector<std::string> values = entry.texts(option);
    std::sort(values.begin(), values.end());
    if (values.empty()) continue;
    text += (text.empty() ? "" : "; ") + std::string(option) + '=';
    for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + values[i];
  }
  return text;
}

EvidenceFilter::EvidenceFilter(const Analyses& analyses, const RuleEntry& entry)
    : analyses_(analyses), kinds_(kinds_of(entry)) {
  const Program& program = analyses.program();
  const auto path = [](const File& file) { return file.path; };
  const auto name = [](const Symbol& symbol) { return symbol.name; };
  from_files_ = matching(entry.patterns("from_files"), program.files(), path);
  to_files_ = matching(entry.patterns("to_files"), program.files(), path);
  symbols_ = matching(entry.patterns("symbols"), program.symbols(), name);
}

bool EvidenceFilter::passes_all() const { return kinds_ == kinds_of_use() && !names_places(); }

Graph EvidenceFilter::product_graph() const {
  if (names_places()) return module_graph();
  return loadline::product_graph(analyses_.program(), analyses_.modules(), analyses_.file_dependencies(), kinds_);
}

bool EvidenceFilter::passes(const Evidence& evidence) const {
  return kinds_.has(evidence.kind) && has(from_files_, evidence.where.file) && has(to_files_, evidence.to_file) &&
         has(symbols_, evidence.to);
}

std::vector<Evidence> EvidenceFilter::between_modules(ModuleIndex from, ModuleIndex to) const {
  std::vector<Evidence> evidence = analyses_.module_dependencies().evidence(from, to, kinds_);
  if (names_places()) std::erase_if(evidence, [&](const Evidence& one) { return !passes(one); });
  return evidence;
}

std::vector<Evidence> EvidenceFilter::between_files(FileIndex from, FileIndex to) const {
  std::vector<Evidence> found;
  for (const Dependency& dependency : analyses_.file_dependencies().from(from)) {
    if (dependency.to != to) continue;
    for (const Evidence& evidence : analyses_.file_dependencies().evidence(dependency)) {
      if (passes(evidence)) found.push_back(evidence);
    }
  }
  return found;
}

Graph EvidenceFilter::module_graph() const {
  if (!names_places()) return analyses_.module_dependencies().graph(kinds_);
  const Modules& modules = analyses_.modules();
  const Graph files = file_graph();
  std::vector<Edge> edges;
  for (const Edge& edge : files.edges()) {
    const ModuleIndex from = modules.of(edge.from), to = modules.of(edge.to);
    if (from != kNone && to != kNone) edges.push_back({from, to, edge.weight});
  }
  return Graph(static_cast<std::uint32_t>(modules.all().size()), std::move(edges));
}

Graph EvidenceFilter::file_graph() const {
  const FileDependencies& dependencies = analyses_.file_dependencies();
  const auto files = static_cast<std::uint32_t>(analyses_.program().files().size());
  if (!names_places()) return dependencies.graph(files, kinds_);
  std::vector<Edge> edges;
  for (const Dependency& dependency : dependencies.all()) {
    const auto evidence = dependencies.evidence(dependency);
    const auto count =
        std::count_if(evidence.begin(), evidence.end(), [&](const Evidence& one) { return passes(one); });
    if (count > 0) edges.push_back({dependency.from, dependency.to, static_cast<std::uint64_t>(count)});
  }
  return Graph(files, std::move(edges));
}

}  // namespace loadline
