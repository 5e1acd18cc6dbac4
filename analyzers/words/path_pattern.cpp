// Globs, compiled to a small machine whose running time cannot explode.
// SPDX-License-Identifier: Apache-2.0
//
// Trying the ways a glob can match one after the other takes exponential time on patterns such as "**/**/**/**/x", and
// patterns come from files that a pull request may change. So a pattern becomes a list of steps, and all ways are
// followed at the same time: after each character there is one set of active steps. "a*b" for example:
//
//   0: character 'a'     1: split 2 4     2: in_segment     3: jump 1     4: character 'b'     5: accept
//
// A text of n characters and a pattern of m steps take at most n × m moves.
#include "analyzers/words/path_pattern.h"

#include <algorithm>

namespace loadline {
namespace {

constexpr std::string_view kSpecial = "*?[]{},\\";
constexpr char kNameSeparator = '\x1f';  // stands for "::", so that one character separates in every syntax

enum class TokenKind : std::uint8_t { literal, separator, star, double_star, question, set, open, comma, close };

struct Token {
  TokenKind kind = TokenKind::literal;
  char character = 0;     // as written, for tokens that turn out to be literal
  std::uint32_t set = 0;  // index into the sets
};

char separator_of(PatternSyntax syntax) {
  switch (syntax) {
    case PatternSyntax::path: return '/';
    case PatternSyntax::name: return kNameSeparator;
    case PatternSyntax::module: return '.';
  }
  return '/';
}

// "a::b" with one character for "::"; the text itself when the syntax has no such separator.
std::string_view with_single_separator(PatternSyntax syntax, std::string_view text, std::string& storage) {
  if (syntax != PatternSyntax::name) return text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separates = text.substr(i, 2) == "::";
    storage += separates ? kNameSeparator : text[i];
    if (separates) ++i;
  }
  return storage;
}

// Drops what does not change the meaning: "./src/", "::app".
std::string_view without_frame(std::string_view pattern, char separator) {
  if (separator == '/') {
    while (pattern.starts_with("./")) pattern.remove_prefix(2);
  }
  while (pattern.size() > 1 && pattern.starts_with(separator)) pattern.remove_prefix(1);
  while (pattern.size() > 1 && pattern.ends_with(separator)) pattern.remove_suffix(1);
  return pattern;
}

// Reads "[a-z]" at the front of `text`; returns its length, or 0 when it is not closed.
std::size_t read_set(std::string_view text, char separator, std::bitset<256>& set) {
  std::size_t i = 1;
  const bool negated = i < text.size() && (text[i] == '!' || text[i] == '^');
  if (negated) ++i;
  const std::size_t close = text.find(']', i + 1);  // a "]" right at the start is a member
  if (close == std::string_view::npos) return 0;
  for (; i < close; ++i) {
    const bool is_range = i + 2 < close && text[i + 1] == '-';
    const auto first = static_cast<unsigned char>(text[i]);
    const auto last = static_cast<unsigned char>(text[is_range ? i + 2 : i]);
    for (unsigned c = first; c <= last; ++c) set.set(c);
    if (is_range) i += 2;
  }
  if (negated) set.flip();
  set.reset(static_cast<unsigned char>(separator));
  return close + 1;
}

std::vector<Token> tokenize(std::string_view pattern, char separator, std::vector<std::bitset<256>>& sets) {
  std::vector<Token> tokens;
  // Known beforehand, so that "[[[[…" does not look for the missing "]" again and again.
  const std::size_t last_close = pattern.rfind(']');
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    Token token{c == separator ? TokenKind::separator : TokenKind::literal, c, 0};
    if (c == '\\' && i + 1 < pattern.size() && kSpecial.find(pattern[i + 1]) != std::string_view::npos) {
      token.character = pattern[++i];
    } else if (c == '*') {
      token.kind = TokenKind::star;
      while (i + 1 < pattern.size() && pattern[i + 1] == '*') {
        token.kind = TokenKind::double_star;
        ++i;
      }
    } else if (c == '?') {
      token.kind = TokenKind::question;
    } else if (c == '{') {
      token.kind = TokenKind::open;
    } else if (c == ',') {
      token.kind = TokenKind::comma;
    } else if (c == '}') {
      token.kind = TokenKind::close;
    } else if (c == '[' && last_close != std::string_view::npos && i < last_close) {
      std::bitset<256> set;
      if (const std::size_t length = read_set(pattern.substr(i), separator, set)) {
        token.kind = TokenKind::set;
        token.set = static_cast<std::uint32_t>(sets.size());
        sets.push_back(set);
        i += length - 1;
      }
    }
    tokens.push_back(token);
  }
  return tokens;
}

// Turns braces without a partner or without a comma, and commas outside braces, into literal characters.
void settle_braces(std::vector<Token>& tokens) {
  struct Open {
    std::size_t at;
    std::vector<std::size_t> commas;
  };
  std::vector<Open> open;
  const auto make_literal = [&](std::size_t at) { tokens[at].kind = TokenKind::literal; };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::open) {
      open.push_back({i, {}});
    } else if (tokens[i].kind == TokenKind::comma) {
      if (open.empty())
        make_literal(i);
      else
        open.back().commas.push_back(i);
    } else if (tokens[i].kind == TokenKind::close) {
      if (open.empty() || open.back().commas.empty()) {
        make_literal(i);
        if (!open.empty()) make_literal(open.back().at);
      }
      if (!open.empty()) open.pop_back();
    }
  }
  for (const Open& group : open) {
    make_literal(group.at);
    for (const std::size_t comma : group.commas) make_literal(comma);
  }
}

}  // namespace

class GlobCompiler {
 public:
  GlobCompiler(Glob& glob, std::vector<Token> tokens) : glob_(glob), tokens_(std::move(tokens)) {}

  void compile() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      const bool starts_segment = at_segment_start_;
      at_segment_start_ = token.kind == TokenKind::separator;
      switch (token.kind) {
        case TokenKind::literal:
        case TokenKind::separator: character(token.character); break;
        case TokenKind::star: repeat(Glob::Op::in_segment); break;
        case TokenKind::double_star:
          if (starts_segment && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::separator) {
            any_segments();
            at_segment_start_ = true;
            ++i;
          } else {
            repeat(Glob::Op::any);
          }
          break;
        case TokenKind::question: wildcard({Glob::Op::in_segment}); break;
        case TokenKind::set: wildcard({Glob::Op::set, 0, token.set}); break;
        case TokenKind::open: open(starts_segment); break;
        case TokenKind::comma: next_alternative(); break;
        case TokenKind::close: close(); break;
      }
    }
    if (!glob_.has_wildcard_) everything_below();
    emit({Glob::Op::accept});
  }

 private:
  struct Group {
    std::uint32_t split = 0;           // chooses between the alternative being read and those after it
    std::vector<std::uint32_t> jumps;  // from the end of each alternative to the end of the group
    bool starts_segment = false;
  };

  std::uint32_t here() const { return static_cast<std::uint32_t>(glob_.steps_.size()); }
  std::uint32_t emit(Glob::Step step) {
    glob_.steps_.push_back(step);
    return here() - 1;
  }

  void character(char c) {
    emit({Glob::Op::character, c});
    if (in_prefix_) glob_.prefix_ += c;
  }

  void wildcard(Glob::Step step) {
    in_prefix_ = false;
    glob_.has_wildcard_ = true;
    emit(step);
  }

  // Any number of characters that `op` takes.
  void repeat(Glob::Op op) {
    const std::uint32_t split = here();
    wildcard({Glob::Op::split, 0, split + 1, split + 3});
    emit({op});
    emit({Glob::Op::jump, 0, split});
  }

  // "**/": nothing, or anything that ends with a separator.
  void any_segments() {
    const std::uint32_t split = here();
    wildcard({Glob::Op::split, 0, split + 1, split + 5});
    repeat(Glob::Op::any);
    emit({Glob::Op::character, glob_.separator_});
  }

  void everything_below() {
    in_prefix_ = false;
    const std::uint32_t split = emit({Glob::Op::split, 0, here() + 1});
    emit({Glob::Op::character, glob_.separator_});
    repeat(Glob::Op::any);
    glob_.has_wildcard_ = false;  // this one is ours, not the pattern's
    glob_.steps_[split].other = here();
  }

  void open(bool starts_segment) {
    in_prefix_ = false;
    groups_.push_back({emit({Glob::Op::split, 0, here() + 1}), {}, starts_segment});
    at_segment_start_ = starts_segment;
  }

  void next_alternative() {
    Group& group = groups_.back();
    group.jumps.push_back(emit({Glob::Op::jump}));
    glob_.steps_[group.split].other = here();
    group.split = emit({Glob::Op::split, 0, here() + 1});
    at_segment_start_ = group.starts_segment;
  }

  void close() {
    Group& group = groups_.back();
    glob_.steps_[group.split].other = group.split + 1;  // the last alternative has none after it
    for (const std::uint32_t jump : group.jumps) glob_.steps_[jump].next = here();
    groups_.pop_back();
  }

  Glob& glob_;
  std::vector<Token> tokens_;
  std::vector<Group> groups_;
  bool at_segment_start_ = true;
  bool in_prefix_ = true;
};

Glob::Glob(std::string_view pattern, PatternSyntax syntax) : syntax_(syntax), separator_(separator_of(syntax)) {
  std::string storage;
  const std::string_view text = without_frame(with_single_separator(syntax, pattern, storage), separator_);
  std::vector<Token> tokens = tokenize(text, separator_, sets_);
  settle_braces(tokens);
  GlobCompiler(*this, std::move(tokens)).compile();
}

// Where the machine stands in one text.
struct Glob::Walk {
  std::uint32_t position = 1;             // 1-based, of the next character
  std::vector<std::uint32_t> active;      // the steps that may read it
  std::vector<std::uint32_t> entered_at;  // by step: the position at which it was last entered
  std::vector<std::uint32_t> pending;     // of enter(), kept for its storage
};

// Makes `step` active, and all steps that can be reached from it without reading a character.
void Glob::enter(std::uint32_t step, Walk& walk) const {
  walk.pending.assign(1, step);
  while (!walk.pending.empty()) {
    const std::uint32_t current = walk.pending.back();
    walk.pending.pop_back();
    if (walk.entered_at[current] == walk.position) continue;
    walk.entered_at[current] = walk.position;
    const Step& at = steps_[current];
    if (at.op == Op::split) walk.pending.push_back(at.other);
    if (at.op == Op::split || at.op == Op::jump)
      walk.pending.push_back(at.next);
    else
      walk.active.push_back(current);
  }
}

bool Glob::consumes(const Step& step, char c) const {
  switch (step.op) {
    case Op::character: return c == step.character;
    case Op::in_segment: return c != separator_;
    case Op::any: return true;
    case Op::set: return sets_[step.next].test(static_cast<unsigned char>(c));
    case Op::split:
    case Op::jump:
    case Op::accept: return false;
  }
  return false;
}

bool Glob::matches(std::string_view original) const {
  std::string storage;
  const std::string_view text = with_single_separator(syntax_, original, storage);
  if (!text.starts_with(prefix_)) return false;
  Walk walk;
  walk.entered_at.assign(steps_.size(), 0);
  enter(0, walk);
  std::vector<std::uint32_t> before;
  for (const char c : text) {
    if (walk.active.empty()) return false;
    ++walk.position;
    before.swap(walk.active);
    walk.active.clear();
    for (const std::uint32_t step : before) {
      if (consumes(steps_[step], c)) enter(step + 1, walk);
    }
  }
  const auto accepts = [&](std::uint32_t step) { return steps_[step].op == Op::accept; };
  return std::any_of(walk.active.begin(), walk.active.end(), accepts);
}

bool matches_path(std::string_view pattern, std::string_view path) {
  return Glob(pattern, PatternSyntax::path).matches(path);
}

bool matches_name(std::string_view pattern, std::string_view qualified_name) {
  return Glob(pattern, PatternSyntax::name).matches(qualified_name);
}

bool matches_module(std::string_view pattern, std::string_view module) {
  return Glob(pattern, PatternSyntax::module).matches(module);
}

bool is_glob(std::string_view pattern) { return pattern.find_first_of("*?[{\\") != std::string_view::npos; }

std::string literal_prefix(std::string_view pattern) {
  return std::string(pattern.substr(0, pattern.find_first_of("*?[{\\")));
}

}  // namespace loadline
