// Where a symbol is declared for others, when it is declared in several places.
// SPDX-License-Identifier: Apache-2.0
//
// A dependency leads to the file that offers a symbol, not to the one that happens to hold its body:
//
//   log.h   void log();          ← a call of log() depends on log.h …
//   log.cc  void log() { … }     ← … not on log.cc,
//   ui.h    void log();          ← and not on an unrelated file that declares it for itself
//
// A class, enum or union is where it is defined. Anything else is where the project's headers declare it; of several
// headers the first of these decides: it defines the class the symbol belongs to; its name pairs with the defining file
// (log.h and log.cc); it declares and does not define; its path. Without such a header: the definition, else the first
// declaration. What the project only declares and a system file declares too (`extern "C" int close(int);`) belongs to
// the system.
#include "analyzers/model/merge/declared_places.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <tuple>

#include "analyzers/words/path_names.h"
#include "analyzers/words/source_language.h"

namespace loadline {
namespace {

using Declarations = std::span<const Declaration>;

Location place_of(const Declaration& declaration) { return {declaration.file, declaration.line}; }

bool is_type(const Symbol& symbol) {
  return symbol.kind == SymbolKind::class_ || symbol.kind == SymbolKind::struct_ || symbol.kind == SymbolKind::union_ ||
         symbol.kind == SymbolKind::enum_;
}

bool is_header(const File& file) {
  static constexpr std::array<std::string_view, 12> kHeaderExtensions{"h",   "hh",  "hpp", "hxx", "h++", "inc",
                                                                      "inl", "ipp", "tcc", "tpp", "txx", "def"};
  const std::string_view name = file_name_of(file.path);
  // A source that others include, as amalgamations do, offers nothing for that.
  if (!file.is_source) return language_of(std::string(name)).empty();
  const std::string_view extension = name.substr(std::min(name.size(), name.rfind('.') + 1));
  return std::find(kHeaderExtensions.begin(), kHeaderExtensions.end(), extension) != kHeaderExtensions.end();
}

// The part of a file's name that a header and its source share: "list" for list.h, list.cc, list-inl.h, list_impl.hpp.
std::string_view stem(std::string_view path) {
  static constexpr std::array<std::string_view, 4> kPartnerEndings{"-inl", "_inl", "-impl", "_impl"};
  std::string_view name = file_name_of(path);
  name = name.substr(0, name.find('.'));
  for (const std::string_view ending : kPartnerEndings) {
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

class Placer {
 public:
  Placer(std::span<const File> files, std::vector<Symbol>& symbols) : symbols_(symbols) {
    for (const File& file : files) {
      const bool is_project = file.origin == Origin::project;
      traits_.push_back({is_project, is_project && is_header(file), stem(file.path)});
    }
  }

  // `places`: all declarations of `symbol`, sorted.
  void define(Symbol& symbol, Declarations places) const {
    const auto definition = std::find_if(places.begin(), places.end(), is_definition);
    if (definition == places.end()) return;
    symbol.defined = place_of(*definition);
    symbol.end_line = definition->end_line;
  }

  // REQUIRES: every symbol has been through define().
  void declare(Symbol& symbol, Declarations places) const {
    symbol.declared = place_of(is_type(symbol) ? type_place(places) : other_place(symbol, places));
  }

 private:
  struct Traits {
    bool is_project;
    bool is_project_header;
    std::string_view stem;
  };

  static bool is_definition(const Declaration& declaration) { return declaration.is_definition; }

  // The definition, else what a system file declares, else the first.
  const Declaration& type_place(Declarations places) const {
    auto found = std::find_if(places.begin(), places.end(), is_definition);
    if (found == places.end()) found = first_system_place(places);
    return found == places.end() ? places.front() : *found;
  }

  const Declaration& other_place(const Symbol& symbol, Declarations places) const {
    const bool defined_in_project = symbol.defined.known() && traits_[symbol.defined.file].is_project;
    if (!defined_in_project && first_system_place(places) != places.end()) return type_place(places);
    const Declaration* best = nullptr;
    for (const Declaration& place : places) {
      if (!traits_[place.file].is_project_header) continue;
      if (best == nullptr || distance(symbol, place) < distance(symbol, *best)) best = &place;
    }
    return best == nullptr ? type_place(places) : *best;
  }

  Declarations::iterator first_system_place(Declarations places) const {
    return std::find_if(places.begin(), places.end(), [&](auto& place) { return !traits_[place.file].is_project; });
  }

  // Less is better; among equals the first by path and line wins.
  std::tuple<bool, bool, bool> distance(const Symbol& symbol, const Declaration& place) const {
    const bool in_class = symbol.parent != kNone && is_type(symbols_[symbol.parent]) &&
                          symbols_[symbol.parent].defined.file == place.file;
    const bool paired = symbol.defined.known() && traits_[symbol.defined.file].stem == traits_[place.file].stem;
    return {!in_class, !paired, place.is_definition};
  }

  std::vector<Symbol>& symbols_;
  std::vector<Traits> traits_;  // by file
};

// Calls `use(symbol, its declarations)` for each symbol that has any.
template <class Use>
void for_each_symbol(std::span<const Declaration> declarations, std::vector<Symbol>& symbols, Use use) {
  for (auto first = declarations.begin(); first != declarations.end();) {
    const auto last =
        std::find_if(first, declarations.end(), [&](auto& other) { return other.symbol != first->symbol; });
    use(symbols[first->symbol], Declarations(first, last));
    first = last;
  }
}

}  // namespace

void place_symbols(std::span<const Declaration> declarations, std::span<const File> files,
                   std::vector<Symbol>& symbols) {
  const Placer placer(files, symbols);
  for_each_symbol(declarations, symbols, [&](Symbol& symbol, Declarations places) { placer.define(symbol, places); });
  for_each_symbol(declarations, symbols, [&](Symbol& symbol, Declarations places) { placer.declare(symbol, places); });
}

}  // namespace loadline
