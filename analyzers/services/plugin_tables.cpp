// Finds structs of function pointers, and who hands them over.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/plugin_tables.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool is_project(const Program& program, const Symbol& symbol) {
  return symbol.declared.known() && program.files()[symbol.declared.file].origin == Origin::project;
}

bool tells_version(std::string_view field) {
  const std::string_view name = last_name(field);
  return has_word(name, {"version", "abi"}) || name == "size" || name == "struct_size" || name == "structSize";
}

struct Shape {
  std::uint32_t fields = 0, functions = 0;
  bool has_version = false;
};

// By struct of the project.
std::map<SymbolIndex, Shape> shapes_of(const Program& program) {
  std::map<SymbolIndex, Shape> shapes;
  for (const Symbol& symbol : program.symbols()) {
    if (symbol.kind != SymbolKind::field || symbol.parent == kNone || !is_project(program, symbol)) continue;
    Shape& shape = shapes[symbol.parent];
    ++shape.fields;
    shape.functions += symbol.signature.find("(*)") != std::string_view::npos;
    shape.has_version = shape.has_version || tells_version(symbol.name);
  }
  std::erase_if(shapes, [](const auto& entry) {
    return entry.second.functions < 2 || entry.second.functions * 2 < entry.second.fields;
  });
  return shapes;
}

// "payment_abi_version": the version is beside the table.
bool has_version_function(const Program& program) {
  return std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    return symbol.has(kExternC) && is_project(program, symbol) && has_word(symbol.name, {"version"}) &&
           has_word(symbol.name, {"abi", "api", "plugin", "interface"});
  });
}

}  // namespace

std::vector<PluginTable> find_plugin_tables(const Program& program, const ApiUses& uses) {
  const std::map<SymbolIndex, Shape> shapes = shapes_of(program);
  if (shapes.empty()) return {};
  std::set<SymbolIndex> loaders;  // functions that look symbols up in a shared library
  for (const ApiUse& use : uses.of(Role::loads_symbol)) {
    loaders.insert(program.find_symbol(program.bodies().functions[use.function].symbol));
  }
  const bool is_versioned = has_version_function(program);
  std::map<SymbolIndex, PluginTable> tables;
  for (const Reference& reference : program.references()) {
    const auto shape = reference.to == kNone ? shapes.end() : shapes.find(reference.to);
    if (shape == shapes.end() || reference.from == kNone) continue;
    const Symbol& from = program.symbols()[reference.from];
    // A C library passes such structs around within itself: only what is exported, or looked up, crosses the boundary.
    const bool exports = from.has(kExternC) && from.has(kExported) && is_project(program, from);
    if (!exports && !loaders.contains(reference.from)) continue;
    const Symbol& table = program.symbols()[shape->first];
    PluginTable found{shape->first, exports ? reference.from : kNone,
                      table.defined.known() ? table.defined : table.declared, reference.where(),
                      shape->second.has_version || is_versioned};
    tables.try_emplace(shape->first, found);
  }
  std::vector<PluginTable> all;
  for (const auto& [symbol, table] : tables) all.push_back(table);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.where < b.where; });
  return all;
}

}  // namespace loadline
