// The text of a compile database as JSON values: more is accepted than JSON allows, because tools and people write more.
// SPDX-License-Identifier: Apache-2.0
//
// nlohmann's parser can skip comments, but accepts none of the other deviations, so the text is read here.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include "analyzers/words/json_text.h"

namespace loadline::frontend {

// What is wrong with the text, and where.
class DatabaseTextError : public std::runtime_error {
 public:
  DatabaseTextError(std::size_t at, const std::string& what) : std::runtime_error(what), byte(at) {}
  std::size_t byte;  // into the decoded text
};

// The same text in UTF-8 without a byte order mark, when it is UTF-16 or has one. Other bytes stay as they are.
std::string decoded_text(std::string bytes);

// Accepts, beyond JSON: comments, a comma after the last element, line breaks and bytes that are not UTF-8 in strings, and
// the fragments that `clang -MJ` writes, one after the other without brackets around them. The value of a number is lost. The
// strings of the result may hold any bytes. Throws DatabaseTextError.
Json read_database_text(const std::string& text);

}  // namespace loadline::frontend
