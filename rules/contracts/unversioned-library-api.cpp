// unversioned-library-api: installed libraries that do not say which version of their interface they are.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

// "v1", "v2_1": a part of a namespace that is a version.
bool has_version_part(std::string_view name) {
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find("::", begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.size() >= 2 && part[0] == 'v' && part[1] >= '0' && part[1] <= '9') return true;
    begin = end + 2;
  }
  return false;
}

// Whether something that the headers declare states the version.
bool declare_a_version(const Program& program, const std::set<FileIndex>& headers) {
  return std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    if (!symbol.declared.known() || !headers.contains(symbol.declared.file)) return false;
    return symbol.has(kInInlineNamespace) || symbol.has(kInlineNamespace) || has_version_part(symbol.name) ||
           has_word(last_name(symbol.name), {"version"});
  });
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const Modules& modules = analyses.modules();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const BuildTarget& target : analyses.targets()) {
    if (!target.is_library || !target.is_installed || target.has_soversion || target.has_version_file) continue;
    if (any_matches(ignored, target.name)) continue;
    std::set<ModuleIndex> own;  // modules that the target's sources are in
    for (const std::string& source : target.sources) {
      const FileIndex file = program.find_file(source);
      if (file != kNone && modules.of(file) != kNone) own.insert(modules.of(file));
    }
    std::set<FileIndex> headers;
    for (const std::string& header : target.installed_headers) {
      const FileIndex file = program.find_file(header);
      if (file != kNone && own.contains(modules.of(file))) headers.insert(file);
    }
    if (headers.empty() || declare_a_version(program, headers)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = {std::string(program.files()[*headers.begin()].path), 0};
    finding.message =
        fmt::format("the library `{}` is installed with its headers, and nothing states their version", target.name);
    finding.advice =
        "set VERSION and SOVERSION of the shared library, define a version macro, or put the interface into an "
        "inline namespace such as v1";
    finding.from = target.name;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::library_pattern, "libraries that need no version"),
};

}  // namespace

extern const Rule unversioned_library_api = {
    .id = "unversioned-library-api",
    .principle = "contracts",
    .title = "an installed library that does not state its version",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
