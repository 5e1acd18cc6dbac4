// Finds public headers, and what is in them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/public_surface.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "analyzers/words/path_pattern.h"
#include "analyzers/words/qualified_name.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

bool is_of_others(const File& file) {
  return file.origin != Origin::project || file.is_source || file.is_third_party || is_test_code(file.path) ||
         is_generated(file.path);
}

bool holds_members(const Symbol& symbol) {
  return symbol.kind == SymbolKind::class_ || symbol.kind == SymbolKind::struct_ || symbol.kind == SymbolKind::union_;
}

bool stands_alone(SymbolKind kind) {
  constexpr std::array kKinds = {SymbolKind::class_, SymbolKind::struct_,  SymbolKind::union_,
                                 SymbolKind::enum_,  SymbolKind::function, SymbolKind::variable,
                                 SymbolKind::alias,  SymbolKind::concept_, SymbolKind::macro};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

// "store::detail::lock" is nobody's business, and neither is what has no name.
bool is_hidden_inside(std::string_view name) {
  for (std::string_view rest = name; !rest.empty(); rest = without_last(rest)) {
    const std::string_view part = last_name(rest);
    if (part == "detail" || part == "internal" || part == "impl" || part.starts_with('(')) return true;
  }
  return false;
}

bool is_offered(const Symbol& symbol) {
  // A constant of a header has internal linkage, and is still meant for others.
  const bool is_visible = symbol.linkage != Linkage::internal || symbol.has(kConst) || symbol.has(kConstexpr);
  return is_visible && !symbol.has(kImplicit) && !symbol.has(kFunctionLocal) && !is_hidden_inside(symbol.name);
}

bool is_member_for_others(const Symbol& symbol) {
  const bool is_open = symbol.access == Access::public_ || symbol.access == Access::protected_;
  return is_open && !symbol.has(kImplicit) && symbol.kind != SymbolKind::enumerator;
}

// By file.
std::vector<bool> public_headers(const Program& program, const Architecture& architecture,
                                 const std::vector<BuildTarget>& targets) {
  const auto files = program.files();
  std::vector<bool> is_public(files.size(), false);
  for (const BuildTarget& target : targets) {
    for (const std::string& header : target.installed_headers) {
      if (const FileIndex file = program.find_file(header); file != kNone) is_public[file] = true;
    }
  }
  std::vector<Glob> declared;
  for (const ModuleDeclaration& module : architecture.modules) {
    for (const PathPattern& pattern : module.public_files) declared.emplace_back(pattern.text, PatternSyntax::path);
  }
  for (FileIndex file = 0; file < files.size(); ++file) {
    const std::string_view path = files[file].path;
    const auto matches = [&](const Glob& glob) { return glob.matches(path); };
    is_public[file] = !is_of_others(files[file]) && (is_public[file] || is_in_include_folder(path) ||
                                                     std::any_of(declared.begin(), declared.end(), matches));
  }
  return is_public;
}

}  // namespace

bool is_in_include_folder(std::string_view path) {
  if (path.starts_with("build") || path.starts_with("out/")) return false;
  return path.starts_with("include/") || path.find("/include/") != std::string_view::npos;
}

std::vector<PublicEntity> public_surface(const Program& program, const Architecture& architecture,
                                         const std::vector<BuildTarget>& targets) {
  const std::vector<bool> is_public = public_headers(program, architecture, targets);
  const auto symbols = program.symbols();
  const auto by_place = [&](SymbolIndex a, SymbolIndex b) {
    return std::tie(symbols[a].declared, symbols[a].name, a) < std::tie(symbols[b].declared, symbols[b].name, b);
  };
  std::vector<std::vector<SymbolIndex>> members(symbols.size());  // by class
  for (SymbolIndex index = 0; index < symbols.size(); ++index) {
    const SymbolIndex parent = symbols[index].parent;
    const bool is_member = parent != kNone && holds_members(symbols[parent]);
    if (is_member && is_member_for_others(symbols[index])) members[parent].push_back(index);
  }
  std::vector<PublicEntity> surface;
  for (SymbolIndex index = 0; index < symbols.size(); ++index) {
    const Symbol& symbol = symbols[index];
    const bool is_outermost = symbol.parent == kNone || symbols[symbol.parent].kind == SymbolKind::namespace_;
    const bool is_in_header = symbol.declared.known() && is_public[symbol.declared.file];
    if (!is_in_header || !is_outermost || !stands_alone(symbol.kind) || !is_offered(symbol)) continue;
    std::sort(members[index].begin(), members[index].end(), by_place);
    surface.push_back({index, std::move(members[index])});
  }
  std::sort(surface.begin(), surface.end(),
            [&](const PublicEntity& a, const PublicEntity& b) { return by_place(a.symbol, b.symbol); });
  return surface;
}

}  // namespace loadline
