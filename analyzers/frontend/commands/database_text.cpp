// A lenient reader of JSON for compile databases.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/database_text.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/core.h>

namespace loadline::frontend {
namespace {

constexpr int kDeepestEntry = 64;  // an entry needs three levels

void append_utf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    text += static_cast<char>(0xf0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

std::uint32_t joined_surrogates(std::uint32_t high, std::uint32_t low) {
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string text;
  const auto unit_at = [&](std::size_t at) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = unit_at(at);
    if (is_high_surrogate(code) && at + 3 < bytes.size() && is_low_surrogate(unit_at(at + 2))) {
      at += 2;
      code = joined_surrogates(code, unit_at(at));
    }
    append_utf8(text, code);
  }
  return text;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  Json read() {
    skip_blanks();
    Json value = next() == '{' ? read_fragments() : read_value(0);
    skip_blanks();
    if (at_ < text_.size()) fail("there is more after the end of the list");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw DatabaseTextError(at_, what); }

  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }

  bool skip(char expected) {
    if (next() != expected) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    while (!at_end()) {
      const std::size_t start = at_;
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (text_.compare(at_, 2, "//") == 0 || next() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.compare(at_, 2, "/*") == 0) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string::npos) fail("a comment does not end; \"*/\" expected");
        at_ = end + 2;
      }
      if (at_ == start) return;
    }
  }

  // What `clang -MJ` writes for each source: objects followed by a comma, joined into one file. One object that is no
  // entry is what it is.
  Json read_fragments() {
    Json list = Json::array();
    bool has_comma = false;
    do {
      list.push_back(read_value(1));
      skip_blanks();
      has_comma |= skip(',');
      skip_blanks();
    } while (next() == '{');
    const bool is_entry = list.front().is_object() && list.front().contains("file");
    if (list.size() == 1 && !has_comma && !is_entry) return list.front();
    return list;
  }

  Json read_value(int depth) {
    if (depth > kDeepestEntry) fail("lists and objects are nested too deeply");
    skip_blanks();
    switch (next()) {
      case '{': return read_object(depth);
      case '[': return read_list(depth);
      case '"': return read_string();
      default: return read_word();
    }
  }

  Json read_list(int depth) {
    Json list = Json::array();
    ++at_;
    while (true) {
      skip_blanks();
      if (skip(']')) return list;
      list.push_back(read_value(depth + 1));
      skip_blanks();
      if (!skip(',') && next() != ']')
        fail(at_end() ? "the text ends inside a list; \"]\" expected" : "\",\" or \"]\" expected");
    }
  }

  Json read_object(int depth) {
    Json object = Json::object();
    ++at_;
    while (true) {
      skip_blanks();
      if (skip('}')) return object;
      if (next() != '"')
        fail(at_end() ? "the text ends inside an object; \"}\" expected" : "the name of a member, in quotes, expected");
      std::string name = read_string();
      skip_blanks();
      if (!skip(':')) fail(fmt::format("\":\" expected after \"{}\"", name));
      object[std::move(name)] = read_value(depth + 1);
      skip_blanks();
      if (!skip(',') && next() != '}')
        fail(at_end() ? "the text ends inside an object; \"}\" expected" : "\",\" or \"}\" expected");
    }
  }

  std::string read_string() {
    const std::size_t start = at_++;
    std::string text;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '"') return text;
      if (c == '\\') {
        read_escape(text);
      } else {
        text += c;
      }
    }
    at_ = start;
    fail("a string does not end; '\"' expected");
  }

  void read_escape(std::string& text) {
    static constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    const char c = next();
    if (const std::size_t found = kEscapes.find(c); c != '\0' && found != std::string_view::npos) {
      ++at_;
      text += kMeanings[found];
    } else if (c == 'u') {
      ++at_;
      append_utf8(text, read_code());
    } else {
      fail("a backslash that escapes nothing; a backslash itself is written twice");
    }
  }

  std::uint32_t read_code() {
    const std::uint32_t code = read_hex();
    const std::size_t behind = at_;
    if (!is_high_surrogate(code) || text_.compare(at_, 2, "\\u") != 0) return code;
    at_ += 2;
    const std::uint32_t low = read_hex();
    if (is_low_surrogate(low)) return joined_surrogates(code, low);
    at_ = behind;
    return code;
  }

  std::uint32_t read_hex() {
    std::uint32_t code = 0;
    for (int digits = 0; digits < 4; ++digits, ++at_) {
      const char c = next();
      const bool is_digit = c >= '0' && c <= '9';
      const char lower = static_cast<char>(c | 0x20);
      if (!is_digit && (lower < 'a' || lower > 'f')) fail("four hexadecimal digits expected after \\u");
      code = code * 16 + static_cast<std::uint32_t>(is_digit ? c - '0' : lower - 'a' + 10);
    }
    return code;
  }

  // null, true, false; a number as its text, since nothing in a database is a number.
  Json read_word() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,]}:/#\"[{", at_), text_.size());
    const std::string word = text_.substr(at_, end - at_);
    const bool is_number = word.find_first_not_of("0123456789+-.eE") == std::string::npos;
    if (word.empty()) fail(at_end() ? "the text ends where a value is expected" : "a value expected");
    if (word != "null" && word != "true" && word != "false" && !is_number)
      fail(fmt::format("a value expected, not \"{}\"", word));
    at_ = end;
    if (word == "null") return nullptr;
    return is_number ? Json(Json::number_integer_t{0}) : Json(word == "true");
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string decoded_text(std::string bytes) {
  const std::string_view text = bytes;
  if (text.starts_with("\xef\xbb\xbf")) return bytes.substr(3);
  if (text.starts_with("\xff\xfe")) return from_utf16(text.substr(2), false);
  if (text.starts_with("\xfe\xff")) return from_utf16(text.substr(2), true);
  // A database begins with an ASCII character, so one zero byte among the first two means UTF-16 without a mark.
  if (text.size() >= 2 && text[0] != '\0' && text[1] == '\0') return from_utf16(text, false);
  if (text.size() >= 2 && text[0] == '\0' && text[1] != '\0') return from_utf16(text, true);
  return bytes;
}

Json read_database_text(const std::string& text) { return Reader(text).read(); }

}  // namespace loadline::frontend
