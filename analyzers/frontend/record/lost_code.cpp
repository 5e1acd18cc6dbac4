// Compares the places of errors with what the AST holds there.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/lost_code.h"

#include <clang/AST/RecursiveASTVisitor.h>

#include <algorithm>
#include <map>

namespace loadline::frontend {
namespace {

// A stretch of an owned file that a declaration or statement of the AST stands for.
struct Span {
  unsigned begin = 0, end = 0;  // offsets; `end`: where the last token begins
  unsigned name = 0;            // where its name is, of a declaration
  bool holds_parts = false;     // what is in it and in none of its parts was dropped
};

bool holds_parts(const clang::Stmt& statement) {
  return llvm::isa<clang::CompoundStmt, clang::IfStmt, clang::WhileStmt, clang::DoStmt, clang::ForStmt,
                   clang::CXXForRangeStmt, clang::SwitchStmt, clang::SwitchCase, clang::LabelStmt, clang::CXXTryStmt,
                   clang::CXXCatchStmt, clang::DeclStmt>(statement);
}

bool holds_parts(const clang::Decl& decl) {
  return llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::ExportDecl, clang::TagDecl,
                   clang::FunctionDecl>(decl);
}

class SpanCollector : public clang::RecursiveASTVisitor<SpanCollector> {
 public:
  explicit SpanCollector(FactWriter& writer) : writer_(writer), sources_(writer.sources()) {}

  // Not what a precompiled header holds: that is none of this unit's.
  void walk(clang::DeclContext& context) {
    for (clang::Decl* decl : context.noload_decls()) {
      if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::ExportDecl>(decl)) {
        VisitDecl(decl);
        walk(*llvm::cast<clang::DeclContext>(decl));
      } else if (!decl->isImplicit() && writer_.is_owned(writer_.file_id(decl->getLocation()))) {
        TraverseDecl(decl);
      }
    }
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool VisitDecl(clang::Decl* decl) {
    if (decl->isImplicit()) return true;
    note(decl->getSourceRange(), decl->getLocation(), holds_parts(*decl));
    if (decl->isInvalidDecl()) lose(decl->getBeginLoc(), end_of_head(*decl));
    return true;
  }

  bool VisitStmt(clang::Stmt* statement) {
    note(statement->getSourceRange(), {}, holds_parts(*statement));
    const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
    if (expression != nullptr && expression->containsErrors()) {
      // Not all between: a lambda among the arguments is whole.
      lose(expression->getBeginLoc(), expression->getBeginLoc());
      lose(expression->getExprLoc(), expression->getExprLoc());
      lose(expression->getEndLoc(), expression->getEndLoc());
    }
    return true;
  }

  const std::vector<Span>& spans(clang::FileID file) { return spans_[file]; }
  std::vector<LostFact> lost;

 private:
  // The body of a function and the members of a class stand for themselves.
  static clang::SourceLocation end_of_head(const clang::Decl& decl) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
    if (function != nullptr && function->doesThisDeclarationHaveABody() && function->getBody() != nullptr) {
      return function->getBody()->getBeginLoc();
    }
    if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl); tag != nullptr && tag->getBraceRange().isValid()) {
      return tag->getBraceRange().getBegin();
    }
    return decl.getEndLoc();
  }

  void note(clang::SourceRange range, clang::SourceLocation name, bool holds_parts) {
    if (range.isInvalid()) return;
    const auto [file, begin] = sources_.getDecomposedLoc(sources_.getFileLoc(range.getBegin()));
    if (!writer_.is_owned(file)) return;
    const auto [end_file, end] = sources_.getDecomposedLoc(sources_.getExpansionRange(range.getEnd()).getEnd());
    const auto name_offset = name.isValid() ? sources_.getDecomposedLoc(sources_.getFileLoc(name)).second : begin;
    // A namespace that ends in another file than it begins in.
    spans_[file].push_back({begin, end_file == file ? std::max(begin, end) : ~0u, name_offset, holds_parts});
  }

  void lose(clang::SourceLocation first, clang::SourceLocation last) {
    const FilePlace begin = writer_.place(first), end = writer_.place(last);
    if (!begin.known() || !writer_.is_owned(writer_.file_id(first))) return;
    lost.push_back({begin.file, begin.line, begin.file == end.file ? std::max(begin.line, end.line) : begin.line});
  }

  FactWriter& writer_;
  clang::SourceManager& sources_;
  std::map<clang::FileID, std::vector<Span>> spans_;
};

// The line before `end` that says something: blank lines and comments at the end of a gap are not lost with it.
std::uint32_t last_line_with_code(llvm::StringRef content, unsigned begin, unsigned end, std::uint32_t first_line) {
  std::uint32_t line = first_line, last = first_line;
  llvm::StringRef rest = content.slice(begin, end);
  while (!rest.empty()) {
    const auto [text, more] = rest.split('\n');
    const llvm::StringRef words = text.trim();
    // The last one is cut off by what follows: the text before that on its line is indentation or belongs to it.
    const bool says_something = !words.empty() && !words.starts_with("//") && !words.starts_with("/*") &&
                                !words.starts_with("*") && !words.starts_with("#");
    if (says_something && text.size() < rest.size()) last = line;
    rest = more;
    ++line;
  }
  return last;
}

const Span* innermost(const std::vector<Span>& spans, unsigned offset) {
  const Span* found = nullptr;
  for (const Span& span : spans) {
    if (offset < span.begin || span.end < offset) continue;
    if (found == nullptr || span.end - span.begin <= found->end - found->begin) found = &span;
  }
  return found;
}

// What the parser skipped from `offset` on: nothing when the AST holds what is there.
std::vector<LostFact> skipped_at(const std::vector<Span>& spans, unsigned offset, const FilePlace& place,
                                 llvm::StringRef content) {
  const Span* around = innermost(spans, offset);
  if (around != nullptr && (!around->holds_parts || around->name == offset)) return {};
  unsigned next = around == nullptr ? static_cast<unsigned>(content.size()) : around->end;
  for (const Span& span : spans) {
    if (span.begin > offset) next = std::min(next, span.begin);
  }
  next = std::min(next, static_cast<unsigned>(content.size()));
  return {{place.file, place.line, last_line_with_code(content, offset, std::max(next, offset), place.line)}};
}

bool contains(const std::vector<LostFact>& lines, const FilePlace& place) {
  return std::any_of(lines.begin(), lines.end(), [&](const LostFact& lost) {
    return lost.file == place.file && lost.line <= place.line && place.line <= lost.end_line;
  });
}

}  // namespace

LostCode find_lost_code(clang::ASTContext& context, FactWriter& writer, llvm::ArrayRef<clang::SourceLocation> errors) {
  clang::SourceManager& sources = writer.sources();
  SpanCollector collector(writer);
  collector.walk(*context.getTranslationUnitDecl());
  LostCode result;
  std::vector<LostFact> lost = std::move(collector.lost);
  const std::vector<LostFact> broken = merged_lines(lost);
  for (const clang::SourceLocation error : errors) {
    const FilePlace place = writer.place(error);
    bool is_harmless = true;
    if (place.known() && writer.is_owned(writer.file_id(error))) {
      const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(error));
      std::vector<LostFact> skipped;
      if (!contains(broken, place)) {
        skipped = skipped_at(collector.spans(file), offset, place, sources.getBufferData(file));
      }
      is_harmless = skipped.empty() && !contains(broken, place);
      lost.insert(lost.end(), skipped.begin(), skipped.end());
    }
    result.is_harmless.push_back(is_harmless);
  }
  result.lines = merged_lines(std::move(lost));
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (!result.lines.empty() && !writer.is_owned(writer.file_id(errors[i]))) result.is_harmless[i] = false;
  }
  return result;
}

}  // namespace loadline::frontend
