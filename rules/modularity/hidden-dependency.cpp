// hidden-dependency: symbols of another module that are used without including any of its headers.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/model/header_pairs.h"
#include "analyzers/structure/imported_files.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/qualified_name.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// Headers that a user of `level` has at hand: those of the whole module, or of one component: files that differ in their
// extension alone, and the source of a public header (a.h includes what a.cc may use as well).
class Includers {
 public:
  Includers(const Analyses& analyses, bool by_file) : units_(units_of(analyses, by_file)) {
    for (const Dependency& dependency : analyses.file_dependencies().all()) {
      if (dependency.counts[static_cast<std::size_t>(ReferenceKind::include)] > 0) {
        included_.emplace(units_[dependency.from], analyses.modules().of(dependency.to));
      }
    }
    const ImportedFiles imported(analyses.program());
    for (FileIndex file = 0; file < units_.size(); ++file) {
      for (const FileIndex brought : imported.visible_in(file)) {
        included_.emplace(units_[file], analyses.modules().of(brought));
      }
    }
  }

  bool includes(FileIndex file, ModuleIndex module) const { return included_.contains({units_[file], module}); }

 private:
  // By file: the number of what includes, or does not: the module, or the component.
  static std::vector<std::uint32_t> units_of(const Analyses& analyses, bool by_file) {
    const auto files = static_cast<FileIndex>(analyses.program().files().size());
    const HeaderPairs pairs(analyses.program(), std::vector<bool>(files, true));
    std::map<std::string_view, std::uint32_t> components;  // by path without extension
    const auto number_of = [&](std::string_view component) {
      return components.emplace(component, static_cast<std::uint32_t>(components.size())).first->second;
    };
    std::vector<std::uint32_t> units;
    for (FileIndex file = 0; file < files; ++file) {
      if (!by_file) {
        units.push_back(analyses.modules().of(file));
        continue;
      }
      const std::vector<FileIndex> sources = pairs.sources_of(file);
      const std::string_view path = analyses.program().files()[sources.empty() ? file : sources.front()].path;
      const std::size_t name = path.rfind('/') + 1, dot = path.substr(name).rfind('.');
      units.push_back(number_of(path.substr(0, dot == std::string_view::npos ? dot : name + dot)));
    }
    return units;
  }

  std::vector<std::uint32_t> units_;
  std::set<std::pair<std::uint32_t, ModuleIndex>> included_;
};

// Symbols that a module declares for itself instead of including their header, which it may: nothing is hidden there.
std::set<std::pair<ModuleIndex, SymbolIndex>> own_declarations(const Analyses& analyses) {
  std::set<std::pair<ModuleIndex, SymbolIndex>> declared;
  for (const Reference& reference : analyses.program().references()) {
    if (reference.kind() != ReferenceKind::forward_declare) continue;
    declared.emplace(analyses.modules().of(reference.file), reference.to);
  }
  return declared;
}

// Members come with an object, so the header of its type brings them, even from a base class far up; so do operators.
// Only what is named on its own needs a header: types, functions, variables, macros.
bool comes_with_object(const Program& program, SymbolIndex symbol) {
  switch (program.symbols()[symbol].kind) {
    case SymbolKind::method:
    case SymbolKind::field:
    case SymbolKind::constructor:
    case SymbolKind::destructor:
    case SymbolKind::conversion: return true;
    case SymbolKind::function: return is_operator(program.symbols()[symbol].name);
    default: return false;
  }
}

using Found = std::map<std::pair<ModuleIndex, ModuleIndex>, std::vector<Evidence>>;

Found hidden_uses(const Analyses& analyses, const EvidenceFilter& filter, bool by_file) {
  const Modules& modules = analyses.modules();
  const Includers includers(analyses, by_file);
  const auto declared = own_declarations(analyses);
  Found found;
  for (const Dependency& dependency : analyses.file_dependencies().all()) {
    const ModuleIndex from = modules.of(dependency.from), to = modules.of(dependency.to);
    if (from == kNone || to == kNone || from == to || includers.includes(dependency.from, to)) continue;
    for (const Evidence& evidence : analyses.file_dependencies().evidence(dependency)) {
      // Code that writes neither the name nor a declaration hides nothing.
      const bool is_written = (evidence.flags & (kImplicitReference | kFromInstantiation)) == 0;
      const bool is_plain = !is_written || comes_with_object(analyses.program(), evidence.to);
      if (!is_plain && filter.passes(evidence) && !declared.contains({from, evidence.to}))
        found[{from, to}].push_back(evidence);
    }
  }
  return found;
}

void check_entry(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const bool by_file = is_file_level(entry);
  const std::vector<bool> ignored = ignored_modules(input.analyses.modules(), entry);
  for (auto& [ends, evidence] : hidden_uses(input.analyses, EvidenceFilter(input.analyses, entry), by_file)) {
    if (ignored[ends.first] || ignored[ends.second]) continue;
    sort_by_place(evidence);
    Finding finding = edge_finding(input.analyses, entry, ends.first, ends.second, evidence);
    finding.message = fmt::format("`{}` uses `{}` ({}) and includes no header of it there", finding.from, finding.to,
                                  counted(evidence.size(), "reference"));
    finding.advice = "include the header that declares what is used: the dependency is there, whoever brings it in";
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) check_entry(input, entry, emit);
}

constexpr std::array kOptions = {
    OptionSpec{.name = "level",
               .type = OptionType::text,
               .help = "`module`: no file of the module includes the other; `file`: nor does the one that uses it",
               .default_value = "module",
               .choices = kLevels},
    except_option(OptionType::module_pattern, "modules that are left out, on either side"),
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule hidden_dependency = {
    .id = "hidden-dependency",
    .principle = "modularity",
    .title = "symbols of another module used without including or importing it",
    .severity = Severity::note,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .every_step = true,
};

}  // namespace loadline
