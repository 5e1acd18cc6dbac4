// Matching of globs: paths ('/' separates), qualified names ("::" separates) and module names ('.' separates).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace loadline {

// `*` and `?` match within one segment, `**` across segments ("src/**" matches all below src, "**/x.h" also "x.h"),
// `{a,b}` either, `[abc]`, `[a-z]` and `[!a]` a character; a backslash takes the next character literally. Malformed
// parts (a "{" or "[" that is not closed, braces without a comma) match themselves. Case matters. A pattern without
// wildcard also matches everything below it ("src/api" matches "src/api/x.h").
bool matches_path(std::string_view pattern, std::string_view path);

// `*` matches within one name, `**` across "::". A pattern without wildcard matches the name itself and its members.
bool matches_name(std::string_view pattern, std::string_view qualified_name);

// Module names and tags: `*` within a dotted part, `**` across; "store" also matches the nested "store.sql".
bool matches_module(std::string_view pattern, std::string_view module);

// Whether the pattern holds a character that is special in patterns.
bool is_glob(std::string_view pattern);

// The part before the first special character: "src/api/" of "src/api/*.h"; the whole pattern when there is none.
std::string literal_prefix(std::string_view pattern);

enum class PatternSyntax : std::uint8_t { path, name, module };

// A compiled pattern for many texts. Matching takes time linear in the text, whatever the pattern. Copies share what was
// compiled.
class Glob {
 public:
  // Throws UserError for a pattern of an absurd size (megabytes).
  Glob(std::string_view pattern, PatternSyntax syntax);

  bool matches(std::string_view text) const;
  // A `*`, `?` or `[…]` is in it; alternatives in braces are not a wildcard.
  bool has_wildcard() const { return has_wildcard_; }

 private:
  PatternSyntax syntax_;
  bool has_wildcard_ = false;
  std::string prefix_;  // literal characters every match starts with: rejects most texts immediately
  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace loadline
