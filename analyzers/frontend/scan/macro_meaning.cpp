// Sums up the replacement of a macro.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/macro_meaning.h"

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {

std::uint64_t MacroMeanings::of(const clang::MacroInfo& macro) {
  text_.clear();
  for (const clang::IdentifierInfo* parameter : macro.params()) (text_ += parameter->getName()) += ',';
  text_ += macro.isFunctionLike() ? macro.isVariadic() ? "...)" : ")" : " ";
  for (Tokens token = macro.tokens_begin(); token != macro.tokens_end();) {
    const Tokens behind = behind_nothing(token, macro.tokens_end());
    if (behind == token) add(*token);
    token = behind == token ? token + 1 : behind;
  }
  return name_digest(text_) | 1;
}

void MacroMeanings::add(const clang::Token& token) {
  text_ += token.hasLeadingSpace() ? " " : "";
  if (const clang::IdentifierInfo* identifier = token.getIdentifierInfo()) {
    text_ += identifier->getName();
  } else {
    spelled_.clear();
    text_ += preprocessor_.getSpelling(token, spelled_);
  }
}

// Behind the call of a function-like macro without a replacement; `token` when there is none.
MacroMeanings::Tokens MacroMeanings::behind_nothing(Tokens token, Tokens end) const {
  const clang::IdentifierInfo* name = token->getIdentifierInfo();
  if (name == nullptr || !name->hasMacroDefinition()) return token;
  const clang::MacroInfo* macro = preprocessor_.getMacroInfo(name);
  if (macro == nullptr || macro->isObjectLike() || !macro->tokens_empty()) return token;
  int depth = 0;
  for (Tokens at = token + 1; at != end; ++at) {
    if (at->is(clang::tok::l_paren)) ++depth;
    if (at->is(clang::tok::r_paren)) --depth;
    if (depth == 0) return at->is(clang::tok::r_paren) ? at + 1 : token;
  }
  return token;
}

}  // namespace loadline::frontend
