// Tokens of SQL, and the places where tables stand among them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/sql_statement.h"

#include <algorithm>
#include <array>
#include <set>

namespace loadline {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

struct Token {
  enum class Kind { end, word, quoted_name, text, sign } kind = Kind::end;
  std::string value;  // words and names in lower case; of a text what is between the quotes
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : rest_(text) {
    for (Token token = next(); token.kind != Token::Kind::end; token = next()) all_.push_back(std::move(token));
  }

  const Token& at(std::size_t index) const { return index < all_.size() ? all_[index] : end_; }
  std::size_t size() const { return all_.size(); }
  bool is_word(std::size_t index, std::string_view word) const {
    return at(index).kind == Token::Kind::word && at(index).value == word;
  }
  bool is_sign(std::size_t index, char sign) const {
    return at(index).kind == Token::Kind::sign && at(index).value[0] == sign;
  }

 private:
  void skip_blanks_and_comments() {
    for (;;) {
      const std::size_t first = rest_.find_first_not_of(" \t\r\n;");
      rest_.remove_prefix(std::min(first, rest_.size()));
      if (rest_.starts_with("--")) {
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      } else if (rest_.starts_with("/*")) {
        const std::size_t close = rest_.find("*/", 2);
        rest_.remove_prefix(close == std::string_view::npos ? rest_.size() : close + 2);
      } else {
        return;
      }
    }
  }

  Token taken(Token::Kind kind, std::size_t begin, std::size_t end, std::size_t length) {
    Token token{kind, std::string(rest_.substr(begin, end - begin))};
    if (kind == Token::Kind::word || kind == Token::Kind::quoted_name) token.value = lower(token.value);
    rest_.remove_prefix(std::min(length, rest_.size()));
    return token;
  }

  Token next() {
    skip_blanks_and_comments();
    if (rest_.empty()) return {};
    const char c = rest_[0];
    const char close = c == '[' ? ']' : c;
    if (c == '\'' || c == '"' || c == '`' || (c == '[' && rest_.size() > 1 && is_letter(rest_[1]))) {
      const std::size_t end = std::min(rest_.find(close, 1), rest_.size());
      return taken(c == '\'' ? Token::Kind::text : Token::Kind::quoted_name, 1, end, end + 1);
    }
    std::size_t end = 0;
    while (end < rest_.size() && (is_letter(rest_[end]) || (end > 0 && (is_digit(rest_[end]) || rest_[end] == '$'))))
      ++end;
    return end > 0 ? taken(Token::Kind::word, 0, end, end) : taken(Token::Kind::sign, 0, 1, 1);
  }

  std::string_view rest_;
  std::vector<Token> all_;
  Token end_;
};

// Words that may follow a table, so that they are no alias of it.
bool is_clause(std::string_view word) {
  static const std::set<std::string_view> kClauses = {
      "where",   "set",      "join",      "inner",     "left",   "right",  "full",    "cross",   "natural",
      "outer",   "on",       "using",     "order",     "group",  "limit",  "having",  "union",   "values",
      "select",  "for",      "returning", "into",      "offset", "fetch",  "with",    "default", "add",
      "drop",    "rename",   "alter",     "intersect", "except", "window", "force",   "use",     "ignore",
      "cascade", "restrict", "partition", "lateral",   "when",   "engine", "without", "from"};
  return kClauses.contains(word);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(text) {}

  std::optional<SqlStatement> read() {
    if (tokens_.at(0).kind != Token::Kind::word) return std::nullopt;
    const std::string verb = tokens_.at(0).value;
    constexpr std::array<std::string_view, 10> kVerbs = {"select", "insert", "update",   "delete", "replace",
                                                         "create", "alter",  "truncate", "merge",  "with"};
    const bool drops = verb == "drop" && tokens_.is_word(1, "table");
    if (!drops && std::find(kVerbs.begin(), kVerbs.end(), verb) == kVerbs.end()) return std::nullopt;
    statement_.defines = verb == "create" || verb == "alter" || drops;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (!visit(at)) return std::nullopt;
    }
    std::erase_if(statement_.tables, [&](const StatementTable& table) { return named_queries_.contains(table.name); });
    if (statement_.tables.empty() || (verb == "with" && named_queries_.empty())) return std::nullopt;
    return std::move(statement_);
  }

 private:
  // False when the text turns out to be no SQL.
  bool visit(std::size_t at) {
    const Token& token = tokens_.at(at);
    if (token.kind == Token::Kind::sign) {
      if (token.value == "(") in_function_.push_back(at > 0 && takes_from(tokens_.at(at - 1)));
      if (token.value == ")" && !in_function_.empty()) in_function_.pop_back();
      return true;
    }
    if (token.kind != Token::Kind::word) return true;
    const std::string& word = token.value;
    if (word == "as" && at > 0 && tokens_.is_sign(at + 1, '(')) named_queries_.insert(tokens_.at(at - 1).value);
    note_traits(at, word);
    if (word == "from") return visit_from(at);
    if (word == "join") return take_table(at + 1, false);
    if (word == "into") return take_table(at + 1, true);
    if (word == "update") return visit_update(at);
    if (word == "table" || (word == "truncate" && !tokens_.is_word(at + 1, "table"))) return visit_table(at);
    return true;
  }

  // EXTRACT(YEAR FROM day), TRIM(' ' FROM name): no table follows.
  static bool takes_from(const Token& before) {
    return before.value == "extract" || before.value == "trim" || before.value == "substring" ||
           before.value == "overlay";
  }

  void note_traits(std::size_t at, const std::string& word) {
    const Token& after = tokens_.at(at + 1);
    if (word == "skip" && after.value == "locked") statement_.takes_work = true;
    if ((word == "like" || word == "ilike") && after.kind == Token::Kind::text && after.value.starts_with('%')) {
      statement_.searches_text = true;
    }
    if (word == "to_tsvector" || word == "to_tsquery" || (word == "match" && tokens_.is_sign(at + 1, '('))) {
      statement_.searches_text = true;
    }
    if (word == "blob" || word == "bytea" || word == "longblob" || word == "mediumblob" || word == "varbinary") {
      statement_.holds_blobs = true;
    }
  }

  bool visit_from(std::size_t at) {
    if (!in_function_.empty() && in_function_.back()) return true;
    if (at > 1 && tokens_.is_word(at - 1, "distinct") && tokens_.is_word(at - 2, "is")) return true;
    const bool is_deletion = at > 0 && tokens_.is_word(at - 1, "delete");
    if (!take_table(at + 1, is_deletion)) return false;
    // FROM a, b AS x, c y
    for (std::size_t next = end_of_table_; tokens_.is_sign(next, ',');) {
      if (!take_table(next + 1, false)) return false;
      next = end_of_table_;
    }
    return true;
  }

  bool visit_update(std::size_t at) {
    // FOR UPDATE, ON DUPLICATE KEY UPDATE, DO UPDATE SET, ON UPDATE CASCADE
    if (at > 0) return true;
    const std::size_t name = tokens_.is_word(1, "or") ? 3 : 1;
    return take_table(name, true) && tokens_.is_word(end_of_table_, "set");
  }

  bool visit_table(std::size_t at) {
    std::size_t name = at + 1;
    while (tokens_.is_word(name, "if") || tokens_.is_word(name, "not") || tokens_.is_word(name, "exists") ||
           tokens_.is_word(name, "only")) {
      ++name;
    }
    return take_table(name, true);
  }

  // The table whose name begins at `at`, if one does. False when what follows it cannot follow a table.
  bool take_table(std::size_t at, bool is_written) {
    end_of_table_ = at;
    const auto is_name = [&](std::size_t index) {
      const Token& token = tokens_.at(index);
      return token.kind == Token::Kind::quoted_name || (token.kind == Token::Kind::word && !is_clause(token.value));
    };
    if (tokens_.is_word(at, "table") || tokens_.is_word(at, "the")) return false;  // a sentence about a table
    if (!is_name(at)) return true;  // a sub-query, or what the program adds
    std::string name = tokens_.at(at).value;
    for (++at; tokens_.is_sign(at, '.') && is_name(at + 1); at += 2) name += '.' + tokens_.at(at + 1).value;
    const bool is_call = tokens_.is_sign(at, '(') && !is_written;
    if (is_call) at = after_parenthesis(at);
    if (tokens_.is_word(at, "as")) ++at;
    if (tokens_.at(at).kind == Token::Kind::word && !is_clause(tokens_.at(at).value)) ++at;  // its alias
    end_of_table_ = at;
    const Token& after = tokens_.at(at);
    if (after.kind == Token::Kind::word && !is_clause(after.value)) return false;
    for (const std::string_view usual : {"public.", "dbo.", "main."}) {
      if (name.starts_with(usual)) name.erase(0, usual.size());
    }
    if (!is_call) add(name, is_written);
    return true;
  }

  // Where it goes on after the parenthesis that opens at `at`: the end, when it is never closed.
  std::size_t after_parenthesis(std::size_t at) const {
    int depth = 0;
    do {
      if (tokens_.is_sign(at, '(')) ++depth;
      if (tokens_.is_sign(at, ')')) --depth;
      ++at;
    } while (depth > 0 && at < tokens_.size());
    return at;
  }

  void add(const std::string& name, bool is_written) {
    const auto known = std::find_if(statement_.tables.begin(), statement_.tables.end(),
                                    [&](const StatementTable& table) { return table.name == name; });
    if (known == statement_.tables.end()) {
      statement_.tables.push_back({name, is_written});
    } else {
      known->is_written = known->is_written || is_written;
    }
  }

  Tokens tokens_;
  SqlStatement statement_;
  std::vector<bool> in_function_;        // for each open parenthesis: whether FROM means something else in it
  std::set<std::string> named_queries_;  // WITH name AS (…)
  std::size_t end_of_table_ = 0;
};

// People write keywords in capitals or in small letters; "Delete from the list" is a sentence.
bool begins_like_sql(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text.size() < first + 2) return false;
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text[first] == '-' || text[first] == '/' || is_upper(text[first]) == is_upper(text[first + 1]);
}

}  // namespace

std::optional<SqlStatement> read_sql(std::string_view text) {
  if (text.size() < 10 || !begins_like_sql(text)) return std::nullopt;
  return Reader(text).read();
}

}  // namespace loadline
