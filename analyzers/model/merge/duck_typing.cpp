// Separates the dependencies of templates and macros from those of their users.
// SPDX-License-Identifier: Apache-2.0
//
//   base/make.h      template <class T> auto make() { return new T(); }
//                    #define EXPECT(x) (false || (x))
//   app/main.cc      #include "base/make.h"
//                    make<Window>();  EXPECT(window);
//
// The instantiation constructs Window, and the macro's `||` converts it to bool, both at lines of base/make.h. But base
// does not depend on app: it compiles, links and ships without it. What app says (it names Window and uses make) is
// recorded at its own lines. Only a target that the file of the template or macro could know anyway, because it includes
// it, is a dependency of the template or macro. A name that is written in a macro (`::log::write(x)`) always is one.
#include "analyzers/model/merge/duck_typing.h"

#include <algorithm>
#include <unordered_map>

#include "analyzers/model/merge/include_walk.h"

namespace loadline {
namespace {

// Which files a file includes, directly or not. Answers are kept per file: references come in no order yet.
class IncludedFiles {
 public:
  IncludedFiles(std::size_t files, std::span<const Include> includes) : files_(files), includes_(includes) {}

  bool has(FileIndex from, FileIndex to) {
    const auto [found, is_new] = reached_.try_emplace(from);
    if (is_new) found->second = reach(from);
    return std::binary_search(found->second.begin(), found->second.end(), to);
  }

 private:
  std::vector<FileIndex> reach(FileIndex start) const {
    std::vector<FileIndex> reached;
    walk_includes(start, files_, includes_, [&](FileIndex file) {
      reached.push_back(file);
      return true;
    });
    std::sort(reached.begin(), reached.end());
    return reached;
  }

  std::size_t files_;
  std::span<const Include> includes_;
  std::unordered_map<FileIndex, std::vector<FileIndex>> reached_;
};

bool is_member(const Symbol& symbol) {
  switch (symbol.kind) {
    case SymbolKind::method:
    case SymbolKind::constructor:
    case SymbolKind::destructor:
    case SymbolKind::conversion:
    case SymbolKind::field: return true;
    default: return false;
  }
}

// Whether the reference depends on what the user passes, and not only on what is written there.
bool is_duck_typed(const Reference& reference, std::span<const Symbol> symbols) {
  if ((reference.flags & kFromInstantiation) != 0) return true;
  if (reference.from == kNone || symbols[reference.from].kind != SymbolKind::macro) return false;
  return (reference.flags & kImplicitReference) != 0 || is_member(symbols[reference.to]);
}

}  // namespace

void erase_duck_typed_references(std::span<const File> files, std::span<const Symbol> symbols,
                                 std::span<const Include> includes, std::vector<Reference>& references) {
  IncludedFiles included(files.size(), includes);
  std::erase_if(references, [&](const Reference& reference) {
    const FileIndex target = symbols[reference.to].declared.file;
    if (target == kNone || files[target].origin != Origin::project) return false;
    return is_duck_typed(reference, symbols) && !included.has(reference.file, target);
  });
}

}  // namespace loadline
