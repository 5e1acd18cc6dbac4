// Specializations, operators and overloads for other files' classes, objects that register themselves, and plain text.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/silent_offers.h"

#include <unordered_map>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool is_defined_type(SymbolKind kind) {
  return kind == SymbolKind::class_ || kind == SymbolKind::struct_ || kind == SymbolKind::union_ ||
         kind == SymbolKind::enum_;
}

class SilentOffers {
 public:
  explicit SilentOffers(const Program& program)
      : program_(program), silent_(program.files().size()), has_code_(program.files().size()) {}

  std::vector<bool> find() {
    for (const Symbol& symbol : program_.symbols()) read(symbol);
    for (const Include& include : program_.includes()) has_code_[include.from] = true;
    for (const Reference& reference : program_.references()) read(reference);
    for (const auto& [function, parameters] : functions_) {
      const bool is_found_unnamed = is_operator(program_.symbols()[function].name) || parameters.has_neighbour;
      if (!parameters.has_own && is_found_unnamed) silent_[program_.symbols()[function].declared.file] = true;
    }
    // Nothing but macros, or nothing at all.
    for (FileIndex file = 0; file < silent_.size(); ++file) {
      if (!has_code_[file] && program_.files()[file].lines > 0) silent_[file] = true;
    }
    return std::move(silent_);
  }

 private:
  struct Parameters {
    bool has_own = false;        // a class of the same file: code that calls the function has named it
    bool has_neighbour = false;  // a class of another file in the same namespace, which finds the function by itself
  };

  bool is_of_project(SymbolIndex type) const {
    const FileIndex file = type == kNone ? kNone : program_.symbols()[type].declared.file;
    return file != kNone && program_.files()[file].origin == Origin::project;
  }

  void read(const Symbol& symbol) {
    if (symbol.kind == SymbolKind::macro || symbol.kind == SymbolKind::namespace_) return;
    for (const Location& place : {symbol.declared, symbol.defined}) {
      if (place.known()) has_code_[place.file] = true;
    }
    if (!symbol.declared.known()) return;
    // An object of a class of the project, made before main(): it may register itself.
    const bool is_object = symbol.kind == SymbolKind::variable && is_of_project(symbol.type) &&
                           symbol.defined.known() && !symbol.has(kConstexpr) && !symbol.has(kFunctionLocal) &&
                           !symbol.has(kPointerType);
    if (is_object && !program_.files()[symbol.defined.file].is_source) silent_[symbol.defined.file] = true;
  }

  void read(const Reference& reference) {
    const bool names_type =
        reference.kind() == ReferenceKind::type || reference.kind() == ReferenceKind::template_argument;
    if (!names_type) return;
    const Symbol& target = program_.symbols()[reference.to];
    // A using-declaration, or an explicit instantiation.
    if (reference.from == kNone) {
      silent_[reference.file] = true;
      return;
    }
    const Symbol& user = program_.symbols()[reference.from];
    if (user.declared.file != reference.file) return;
    const bool is_elsewhere = target.declared.file != reference.file;
    const bool is_specialization = is_elsewhere && user.name == target.name && user.id != target.id;
    const bool is_guide = user.name.find("<deduction guide") != std::string_view::npos && is_elsewhere;
    if (is_specialization || is_guide) silent_[reference.file] = true;
    if (user.kind == SymbolKind::function && is_defined_type(target.kind)) {
      Parameters& parameters = functions_[reference.from];
      parameters.has_own = parameters.has_own || !is_elsewhere;
      parameters.has_neighbour = parameters.has_neighbour || (is_elsewhere && user.parent == target.parent);
    }
  }

  const Program& program_;
  std::vector<bool> silent_, has_code_;  // by file
  std::unordered_map<SymbolIndex, Parameters> functions_;
};

}  // namespace

std::vector<bool> offers_silently(const Program& program) { return SilentOffers(program).find(); }

}  // namespace loadline
