// Globs, translated to regular expressions of RE2.
// SPDX-License-Identifier: Apache-2.0
//
// Trying all the ways in which a glob can match takes exponential time on patterns such as "**/**/**/**/x", and
// patterns come from files that a pull request may change. RE2 follows all of them at the same time.
#include "analyzers/words/path_pattern.h"

#include <array>
#include <bitset>
#include <cstdio>
#include <vector>

#include <fmt/core.h>
#include <re2/re2.h>

#include "analyzers/words/user_error.h"

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
  // Known in advance, so that "[[[[…" does not look for the missing "]" again and again.
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

// "[a-c]" as RE2 writes it, each character by its number.
std::string class_of(const std::bitset<256>& set) {
  const auto numbered = [](unsigned c) {
    std::array<char, 5> text{};
    std::snprintf(text.data(), text.size(), "\\x%02x", c);
    return std::string(text.data());
  };
  if (set.none()) return "[^\\x00-\\xff]";
  std::string text = "[";
  for (unsigned first = 0; first < set.size(); ++first) {
    if (!set.test(first)) continue;
    unsigned last = first;
    while (last + 1 < set.size() && set.test(last + 1)) ++last;
    text += numbered(first) + '-' + numbered(last);
    first = last;
  }
  return text + ']';
}

// Writes the expression that means the same as the tokens of a glob.
class Translation {
 public:
  Translation(const std::vector<Token>& tokens, const std::vector<std::bitset<256>>& sets, char separator)
      : tokens_(tokens),
        sets_(sets),
        separator_(re2::RE2::QuoteMeta(re2::StringPiece(&separator, 1))),
        in_segment_("[^" + separator_ + ']') {
    for (std::size_t i = 0; i < tokens_.size(); ++i) i += translate(i);
    // A pattern without wildcard also means everything below.
    if (!has_wildcard_) text_ += "(?:" + separator_ + ".*)?";
  }

  const std::string& text() const { return text_; }
  const std::string& prefix() const { return prefix_; }
  bool has_wildcard() const { return has_wildcard_; }

 private:
  // Returns how many of the tokens after number `i` it also used.
  std::size_t translate(std::size_t i) {
    const Token& token = tokens_[i];
    const bool starts_segment = at_segment_start_;
    at_segment_start_ = token.kind == TokenKind::separator;
    switch (token.kind) {
      case TokenKind::literal:
      case TokenKind::separator: literal(token.character); break;
      case TokenKind::star: wildcard(in_segment_ + '*'); break;
      case TokenKind::double_star: return double_star(i, starts_segment);
      case TokenKind::question: wildcard(in_segment_); break;
      case TokenKind::set: wildcard(class_of(sets_[token.set])); break;
      case TokenKind::open:
        group("(?:");
        starts_of_groups_.push_back(starts_segment);
        at_segment_start_ = starts_segment;
        break;
      case TokenKind::comma:
        group("|");
        at_segment_start_ = starts_of_groups_.back();
        break;
      case TokenKind::close:
        group(")");
        starts_of_groups_.pop_back();
        break;
    }
    return 0;
  }

  // "**/" at the start of a segment: nothing, or anything that ends with a separator.
  std::size_t double_star(std::size_t i, bool starts_segment) {
    const bool is_segments = starts_segment && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::separator;
    wildcard(is_segments ? "(?:.*" + separator_ + ")?" : ".*");
    at_segment_start_ = is_segments;
    return is_segments ? 1 : 0;
  }

  void literal(char c) {
    text_ += re2::RE2::QuoteMeta(re2::StringPiece(&c, 1));
    if (in_prefix_) prefix_ += c;
  }

  void wildcard(const std::string& expression) {
    in_prefix_ = false;
    has_wildcard_ = true;
    text_ += expression;
  }

  void group(const char* expression) {
    in_prefix_ = false;
    text_ += expression;
  }

  const std::vector<Token>& tokens_;
  const std::vector<std::bitset<256>>& sets_;
  std::string separator_, in_segment_;
  std::string text_, prefix_;
  std::vector<bool> starts_of_groups_;
  bool at_segment_start_ = true, in_prefix_ = true, has_wildcard_ = false;
};

// Bytes are characters, as they are in paths; a line break is one like any other.
re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_dot_nl(true);
  options.set_never_capture(true);
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);  // a pattern may be as long as the file that it is in
  return options;
}

}  // namespace

Glob::Glob(std::string_view pattern, PatternSyntax syntax) : syntax_(syntax) {
  std::string storage;
  const char separator = separator_of(syntax);
  const std::string_view text = without_frame(with_single_separator(syntax, pattern, storage), separator);
  std::vector<std::bitset<256>> sets;
  std::vector<Token> tokens = tokenize(text, separator, sets);
  settle_braces(tokens);
  const Translation translation(tokens, sets, separator);
  regex_ = std::make_shared<const re2::RE2>(translation.text(), options());
  if (!regex_->ok()) throw UserError(fmt::format("the pattern \"{}…\" is too large", pattern.substr(0, 40)), "");
  has_wildcard_ = translation.has_wildcard();
  prefix_ = translation.prefix();
}

bool Glob::matches(std::string_view original) const {
  std::string storage;
  const std::string_view text = with_single_separator(syntax_, original, storage);
  return text.starts_with(prefix_) && re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *regex_);
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
