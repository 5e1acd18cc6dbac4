// The properties of a declaration that rules need: kind, access, linkage, flags, signature, constant value.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>

#include <optional>
#include <string>

#include "analyzers/facts/facts.h"

namespace loadline::frontend {

SymbolKind kind_of(const clang::NamedDecl& decl);
Access access_of(const clang::NamedDecl& decl);
Linkage linkage_of(const clang::NamedDecl& decl);
std::uint32_t flags_of(const clang::NamedDecl& decl);

// A class with lock() and unlock(): std::mutex, a project's own.
bool is_lockable(clang::QualType type);

// Functions: "(int, const std::string &)"; variables, fields and aliases: the type as written; otherwise "".
std::string signature_of(const clang::NamedDecl& decl);

// A literal, or what folds to one without running code: string literals, their concatenation, constants initialised with
// them, integer constant expressions; durations of std::chrono in milliseconds.
struct Constant {
  LiteralKind kind;  // not none
  std::string text;
};
std::optional<Constant> constant_of(const clang::Expr& expression, const clang::ASTContext& context);

}  // namespace loadline::frontend
