// Matching of globs: repo-relative paths ('/' separates) and qualified names ("::" separates).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace loadline {

// `*` and `?` match within one segment, `**` across segments ("src/**" matches all below src), `{a,b}` either, `[abc]` a
// character. A pattern without wildcard also matches everything below it ("src/api" matches "src/api/x.h").
bool matches_path(std::string_view pattern, std::string_view path);

// `*` matches within one name, `**` across "::". A pattern without wildcard matches the name itself and its members.
bool matches_name(std::string_view pattern, std::string_view qualified_name);

// Module names and tags: `*` within a dotted part, `**` across; "store" also matches the nested "store.sql".
bool matches_module(std::string_view pattern, std::string_view module);

}  // namespace loadline
