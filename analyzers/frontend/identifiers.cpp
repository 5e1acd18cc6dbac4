// Collects identifiers with Clang's raw lexer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/identifiers.h"

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "analyzers/frontend/digest.h"

namespace loadline::frontend {
namespace {

bool is_condition(llvm::StringRef directive) {
  return directive == "if" || directive == "ifdef" || directive == "ifndef" || directive == "elif" ||
         directive == "elifdef" || directive == "elifndef" || directive == "undef";
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Raw lexing: '#' at the start of a line opens a directive; its first identifier names it.
FileIdentifiers collect(std::string_view content) {
  FileIdentifiers found;
  const std::string text(content);  // the lexer wants a terminating NUL
  clang::LangOptions language;
  language.CPlusPlus = true;
  clang::Lexer lexer(clang::SourceLocation(), language, text.data(), text.data(), text.data() + text.size());
  enum class In { code, hash, condition } state = In::code;
  clang::Token token;
  for (bool at_end = lexer.LexFromRawLexer(token); !at_end || token.isNot(clang::tok::eof);
       at_end = lexer.LexFromRawLexer(token)) {
    if (token.isAtStartOfLine()) state = token.is(clang::tok::hash) ? In::hash : In::code;
    if (token.isNot(clang::tok::raw_identifier)) continue;
    const llvm::StringRef name = token.getRawIdentifier();
    if (state == In::hash) {
      state = is_condition(name) ? In::condition : In::code;
      continue;
    }
    found.mentioned.push_back(digest(name));
    if (state == In::condition && name != "defined") found.conditions.push_back(name.str());
  }
  sort_unique(found.mentioned);
  sort_unique(found.conditions);
  return found;
}

}  // namespace

bool FileIdentifiers::mentions(std::string_view name) const {
  return std::binary_search(mentioned.begin(), mentioned.end(), digest(name));
}

std::shared_ptr<const FileIdentifiers> IdentifierIndex::of(const std::string& path, std::string_view content) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(path);
    if (known != known_.end()) return known->second;
  }
  auto found = std::make_shared<const FileIdentifiers>(collect(content));
  const std::lock_guard lock(mutex_);
  return known_.try_emplace(path, std::move(found)).first->second;
}

}  // namespace loadline::frontend
