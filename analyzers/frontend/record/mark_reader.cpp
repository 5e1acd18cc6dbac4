// Tells marks from other comments, and finds the line of code that each one covers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/mark_reader.h"

#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace loadline::frontend {
namespace {

constexpr llvm::StringLiteral kSpace = " \t\r\v\f";
constexpr std::size_t kMostQuoted = 60;  // bytes kept of a mark that is not understood

struct WrittenMark {
  MarkFault fault = MarkFault::none;
  llvm::StringRef rules, reason;  // with a fault, `rules` is the text as written
};

bool is_word(char c) { return clang::isAsciiIdentifierContinue(c) || c == '-'; }

// Whether a word after "loadline:" asks for a finding to be let through, in the words of this and of other tools.
bool asks_for_silence(llvm::StringRef word) {
  static constexpr std::array<llvm::StringLiteral, 12> kBeginnings = {"allow",  "suppress", "ignore", "disable",
                                                                      "nolint", "expect",   "accept", "permit",
                                                                      "exempt", "skip",     "off",    "alow"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](llvm::StringRef beginning) { return word.starts_with_insensitive(beginning); });
}

WrittenMark faulty(MarkFault fault, llvm::StringRef text) {
  text = text.split('\n').first.split("*/").first.rtrim(kSpace);
  while (text.size() > kMostQuoted || (!text.empty() && (text.back() & 0xC0) == 0x80 && text.size() == kMostQuoted)) {
    text = text.drop_back();
  }
  return {fault, text, {}};
}

// What follows "loadline: allow".
WrittenMark read_rules(llvm::StringRef text, llvm::StringRef rest) {
  if (!rest.empty() && is_word(rest.front())) return faulty(MarkFault::unknown_word, text);
  rest = rest.ltrim(kSpace);
  if (!rest.consume_front("(")) return faulty(MarkFault::no_parentheses, text);
  if (!rest.contains(')')) return faulty(MarkFault::not_closed, text);
  const auto [rules, reason] = rest.split(')');
  if (rules.trim(" \t\r\n,").empty()) return faulty(MarkFault::no_rule, text);
  const llvm::StringRef one_line = reason.split('\n').first.split("*/").first;
  return {MarkFault::none, rules.trim(), one_line.trim(" \t\r:-")};
}

// Blanks and punctuation of Unicode that look like those of a mark.
bool consume_lookalike(llvm::StringRef& text) {
  return text.consume_front("\xc2\xa0") || text.consume_front("\xe3\x80\x80") || text.consume_front("\xef\xbc\x9a");
}

// What other tools, and people, put in front: `NOLINT loadline: allow(…)`, `[loadline: allow(…)]`, `TODO loadline: …`.
bool consume_foreign_beginning(llvm::StringRef& text) {
  const llvm::StringRef before = text;
  while (consume_lookalike(text) || text.consume_front("@") || text.consume_front("#") || text.consume_front("[") ||
         text.consume_front(" ")) {
  }
  for (const char* word : {"NOLINTNEXTLINE", "NOLINT", "TODO", "FIXME"}) {
    if (!text.consume_front(word)) continue;
    if (text.starts_with("(")) text = text.split(')').second;
    text.consume_front(":");
    text = text.ltrim(" \t/");
    break;
  }
  return text.size() != before.size();
}

// `text` begins behind the sign that opens the comment, or a line of it, and runs to the end of the comment.
std::optional<WrittenMark> read_mark(llvm::StringRef text) {
  llvm::StringRef rest = text;
  if (!rest.consume_front_insensitive("loadline")) return std::nullopt;
  const bool is_spelled = text.starts_with("loadline:");
  if (is_spelled) {
    llvm::StringRef allow = rest.drop_front().ltrim(kSpace);
    if (allow.consume_front("allow")) return read_rules(text, allow);
  }
  rest = rest.ltrim(kSpace);
  const bool has_colon = rest.consume_front(":") || rest.consume_front("-") || consume_lookalike(rest);
  rest = rest.ltrim(kSpace);
  while (consume_lookalike(rest)) rest = rest.ltrim(kSpace);
  // A line that breaks off behind the colon was wrapped; other prose has its words there.
  if (is_spelled && (rest.empty() || rest.front() == '\n')) return faulty(MarkFault::not_closed, text);
  const llvm::StringRef word = rest.take_while(is_word);
  if (!asks_for_silence(word)) return std::nullopt;
  const bool has_list = rest.drop_front(word.size()).ltrim(kSpace).starts_with("(");
  if (!has_colon && !has_list) return std::nullopt;
  return faulty(word.equals_insensitive("allow") ? MarkFault::spelling : MarkFault::unknown_word, text);
}

// The signs that make a comment documentation: `///`, `//!`, `/**`, `/*!`. A longer row is taken for one.
bool consume_documentation_sign(llvm::StringRef& text, bool is_block) {
  const char sign = is_block ? '*' : '/';
  if (text.empty() || (text[0] != sign && text[0] != '!')) return false;
  text = text[0] == '!' ? text.drop_front() : text.ltrim(sign);
  text.consume_front("<");
  return true;
}

// Where the next code is at or after `at`: past white space and comments. The end of the text if there is none.
std::size_t next_code(llvm::StringRef text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '\n' || kSpace.contains(text[at])) {
      ++at;
    } else if (text.substr(at).starts_with("//")) {
      // A backslash at the end of the line takes the next one into the comment.
      do {
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
      } while (at < text.size() && text.substr(0, at - 1).rtrim('\r').ends_with("\\"));
    } else if (text.substr(at).starts_with("/*")) {
      const std::size_t end = text.find("*/", at + 2);
      at = end == llvm::StringRef::npos ? text.size() : end + 2;
    } else {
      return at;
    }
  }
  return at;
}

// Where the tokens of a file end. Lexed from its beginning: only so is it known what stands in a string.
class TokenEnds {
 public:
  TokenEnds(clang::SourceLocation begin, llvm::StringRef text, const clang::LangOptions& language) {
    clang::Lexer lexer(begin, language, text.begin(), text.begin(), text.end());
    clang::Token token;
    do {
      lexer.LexFromRawLexer(token);
      ends_.push_back(static_cast<std::size_t>(lexer.getBufferLocation() - text.begin()));
    } while (token.isNot(clang::tok::eof));
    if (!ends_.empty()) ends_.pop_back();  // that of the end itself
  }

  // Whether code stands before `at` on its line, which may be continued by backslashes.
  bool has_code_before(llvm::StringRef text, std::size_t at) const {
    const auto after = std::upper_bound(ends_.begin(), ends_.end(), at);
    if (after == ends_.begin()) return false;
    llvm::StringRef between = text.slice(*std::prev(after), at);
    while (between.contains('\n')) {
      llvm::StringRef line;
      std::tie(line, between) = between.split('\n');
      if (!line.rtrim(kSpace).ends_with("\\")) return false;
    }
    return true;
  }

 private:
  std::vector<std::size_t> ends_;  // sorted
};

class MarkReader : public clang::CommentHandler {
 public:
  explicit MarkReader(FactWriter& writer) : writer_(writer) {}

  bool HandleComment(clang::Preprocessor& preprocessor, clang::SourceRange range) override {
    language_ = &preprocessor.getLangOpts();
    const auto [file, begin] = writer_.sources().getDecomposedLoc(range.getBegin());
    const std::size_t end = writer_.sources().getFileOffset(range.getEnd());
    const llvm::StringRef text = writer_.sources().getBufferData(file);
    llvm::StringRef comment = text.slice(begin, end);
    const bool is_block = comment.starts_with("/*");
    comment = comment.drop_front(2);
    const bool is_documentation = consume_documentation_sign(comment, is_block);
    for (bool is_first = true; !comment.empty(); is_first = false) {
      comment = comment.ltrim(is_first ? " \t\r\v\f" : " \t\r\v\f*");
      llvm::StringRef behind = comment;
      std::optional<WrittenMark> mark = read_mark(comment);
      if (!mark && consume_foreign_beginning(behind)) {
        mark = read_mark(behind);
        if (mark) *mark = faulty(MarkFault::spelling, comment);
      }
      if (mark) {
        if (is_documentation && mark->fault == MarkFault::none) *mark = faulty(MarkFault::documentation, comment);
        add(*mark, range.getBegin(), text, begin, static_cast<std::size_t>(comment.data() - text.data()), end);
      }
      const std::size_t line_end = is_block ? comment.find('\n') : llvm::StringRef::npos;
      comment = line_end == llvm::StringRef::npos ? llvm::StringRef() : comment.drop_front(line_end + 1);
    }
    return false;
  }

 private:
  void add(const WrittenMark& mark, clang::SourceLocation comment, llvm::StringRef text, std::size_t begin,
           std::size_t at, std::size_t end) {
    if (!writer_.is_owned(writer_.file_id(comment))) return;
    const FilePlace first = writer_.place(comment);
    const auto line_of = [&](std::size_t offset) {
      return first.line + static_cast<std::uint32_t>(text.slice(begin, offset).count('\n'));
    };
    const std::size_t code = next_code(text, end);
    const clang::FileID file = writer_.sources().getFileID(comment);
    auto known = tokens_.find(file);
    if (known == tokens_.end()) {
      known = tokens_.try_emplace(file, writer_.sources().getLocForStartOfFile(file), text, *language_).first;
    }
    const bool is_behind_code = known->second.has_code_before(text, begin);
    const std::uint32_t covered = is_behind_code || code == text.size() ? line_of(at) : line_of(code);
    writer_.facts.marks.push_back(
        {first.file, line_of(at), covered, writer_.text(mark.rules), writer_.text(mark.reason), mark.fault});
  }

  FactWriter& writer_;
  const clang::LangOptions* language_ = nullptr;
  std::map<clang::FileID, TokenEnds> tokens_;  // of files with marks, which are few
};

}  // namespace

std::unique_ptr<clang::CommentHandler> make_mark_reader(FactWriter& writer) {
  return std::make_unique<MarkReader>(writer);
}

}  // namespace loadline::frontend
