// Finds the module, file or symbol behind a name.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/entity.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

std::string_view separator_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::module: return ".";
    case EntityKind::file: return "/";
    case EntityKind::symbol: return "::";
  }
  return {};
}

std::string_view noun_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::module: return "module";
    case EntityKind::file: return "file";
    case EntityKind::symbol: return "symbol";
  }
  return {};
}

bool lies_in(std::string_view name, std::string_view outer, std::string_view separator) {
  return name.starts_with(outer) && name.substr(outer.size()).starts_with(separator);
}

bool ends_with_part(std::string_view name, std::string_view part, std::string_view separator) {
  return name.ends_with(part) && name.substr(0, name.size() - part.size()).ends_with(separator);
}

// Users do not ask for parameters and local variables by name.
bool can_be_named(const Symbol& symbol) {
  return !symbol.name.empty() && symbol.kind != SymbolKind::parameter && !symbol.has(kFunctionLocal);
}

// Calls `visit` with the name of every entity of one kind, in a fixed order.
template <typename Visit>
void each_name(const Analyses& analyses, EntityKind kind, Visit visit) {
  switch (kind) {
    case EntityKind::module:
      for (const Module& module : analyses.modules().all()) visit(std::string_view(module.name));
      return;
    case EntityKind::file:
      for (const File& file : analyses.program().files()) {
        if (file.origin == Origin::project) visit(file.path);
      }
      return;
    case EntityKind::symbol:
      for (const Symbol& symbol : analyses.program().symbols()) {
        if (can_be_named(symbol)) visit(symbol.name);
      }
      return;
  }
}

constexpr std::array kKinds{EntityKind::module, EntityKind::file, EntityKind::symbol};

std::vector<std::uint32_t> modules_in(const Modules& modules, std::string_view name) {
  std::vector<std::uint32_t> members;
  for (ModuleIndex i = 0; i < modules.all().size(); ++i) {
    const std::string& other = modules.all()[i].name;
    if (other == name || lies_in(other, name, ".")) members.push_back(i);
  }
  return members;
}

// Symbols of that name and, through their parents, everything inside them.
std::vector<std::uint32_t> symbols_in(const Program& program, std::string_view name) {
  enum : std::uint8_t { unknown, outside, inside };
  const std::span<const Symbol> symbols = program.symbols();
  std::vector<std::uint8_t> state(symbols.size(), unknown);
  std::vector<std::uint32_t> members, way;
  for (SymbolIndex start = 0; start < symbols.size(); ++start) {
    way.clear();
    SymbolIndex at = start;
    while (at != kNone && state[at] == unknown && symbols[at].name != name) {
      state[at] = outside;  // until known better; also ends a cycle of parents, which damaged facts may hold
      way.push_back(at);
      at = symbols[at].parent;
    }
    if (at != kNone && state[at] != outside) {
      state[at] = inside;
      for (const SymbolIndex passed : way) state[passed] = inside;
    }
    if (state[start] == inside) members.push_back(start);
  }
  return members;
}

Entity make_entity(const Analyses& analyses, EntityKind kind, std::string_view name) {
  Entity entity{kind, std::string(name), {}};
  switch (kind) {
    case EntityKind::module: entity.members = modules_in(analyses.modules(), name); break;
    case EntityKind::file: entity.members = {analyses.program().find_file(name)}; break;
    case EntityKind::symbol: entity.members = symbols_in(analyses.program(), name); break;
  }
  return entity;
}

struct Match {
  EntityKind kind;
  std::string name;
  friend auto operator<=>(const Match&, const Match&) = default;
};

std::set<Match> suffix_matches(const Analyses& analyses, std::string_view part) {
  std::set<Match> matches;
  for (const EntityKind kind : kKinds) {
    each_name(analyses, kind, [&](std::string_view name) {
      if (ends_with_part(name, part, separator_of(kind))) matches.insert({kind, std::string(name)});
    });
  }
  // A class and its constructor end in the same part: the outer one is meant.
  std::erase_if(matches, [&](const Match& match) {
    return std::any_of(matches.begin(), matches.end(), [&](const Match& other) {
      return other.kind == match.kind && lies_in(match.name, other.name, separator_of(match.kind));
    });
  });
  return matches;
}

[[noreturn]] void fail_unknown(const Analyses& analyses, std::string_view name) {
  std::vector<std::string> known, last_parts;
  for (const EntityKind kind : kKinds) {
    each_name(analyses, kind, [&](std::string_view other) {
      const std::string_view separator = separator_of(kind);
      const std::size_t cut = other.rfind(separator);
      known.emplace_back(other);
      if (cut != std::string_view::npos) last_parts.emplace_back(other.substr(cut + separator.size()));
    });
  }
  std::string hint = did_you_mean(name, known, 3);
  if (hint.empty()) hint = did_you_mean(name, last_parts, 3);
  throw UserError(
      fmt::format("nothing is called \"{}\"", name),
      hint.empty() ? "give the name of a module, the path of a file or the qualified name of a symbol" : hint);
}

[[noreturn]] void fail_ambiguous(std::string_view name, const std::set<Match>& matches) {
  constexpr std::size_t kMost = 8;
  std::string list;
  std::size_t listed = 0;
  for (const Match& match : matches) {
    if (listed++ == kMost) break;
    list += (list.empty() ? "" : ", ") + std::string(noun_of(match.kind)) + ' ' + match.name;
  }
  if (matches.size() > kMost) list += fmt::format(" and {} more", matches.size() - kMost);
  throw UserError(fmt::format("\"{}\" could be any of {}", name, matches.size()), "say which: " + list);
}

}  // namespace

Entity find_entity(const Analyses& analyses, std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  if (name.starts_with("::")) name.remove_prefix(2);
  for (const EntityKind kind : kKinds) {
    bool exists = false;
    each_name(analyses, kind, [&](std::string_view other) { exists = exists || other == name; });
    if (exists) return make_entity(analyses, kind, name);
  }
  const std::set<Match> matches = name.empty() ? std::set<Match>() : suffix_matches(analyses, name);
  if (matches.empty()) fail_unknown(analyses, name);
  if (matches.size() > 1) fail_ambiguous(name, matches);
  return make_entity(analyses, matches.begin()->kind, matches.begin()->name);
}

}  // namespace loadline
