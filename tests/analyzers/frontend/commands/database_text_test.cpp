// Texts of compile databases beyond JSON.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/database_text.h"

#include <catch2/catch.hpp>

namespace loadline::frontend {
namespace {

// The "file" of each entry.
std::vector<std::string> files_of(const std::string& text) {
  std::vector<std::string> files;
  for (const nlohmann::json& entry : read_database_text(decoded_text(text))) {
    files.push_back(entry.at("file").get<std::string>());
  }
  return files;
}

using Files = std::vector<std::string>;

std::string complaint(const std::string& text) {
  try {
    read_database_text(text);
    return "";
  } catch (const DatabaseTextError& error) {
    return error.what();
  }
}

std::string in_utf16(const std::string& text, bool big_endian) {
  std::string wide;
  for (const char c : text) wide += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return wide;
}

}  // namespace

TEST_CASE("a comma after the last element and comments are passed over") {
  CHECK(files_of("[{\"file\": \"a.c\",}, /* two */ {\"file\": \"b.c\"}, // three\n# four\n]") == Files{"a.c", "b.c"});
}

TEST_CASE("fragments of clang -MJ need no brackets around them") {
  CHECK(files_of("{\"file\": \"a.c\"},\n{\"file\": \"b.c\"},\n") == Files{"a.c", "b.c"});
  CHECK(files_of("{\"file\": \"a.c\"}\n{\"file\": \"b.c\"}\n") == Files{"a.c", "b.c"});
  CHECK(files_of("{\"file\": \"a.c\"},") == Files{"a.c"});
}

TEST_CASE("UTF-16 is read with and without a byte order mark") {
  const std::string text = R"([{"file": "a.c"}])";
  CHECK(files_of("\xff\xfe" + in_utf16(text, false)) == Files{"a.c"});
  CHECK(files_of("\xfe\xff" + in_utf16(text, true)) == Files{"a.c"});
  CHECK(files_of(in_utf16(text, false)) == Files{"a.c"});
  CHECK(files_of("\xef\xbb\xbf" + text) == Files{"a.c"});
}

TEST_CASE("bytes that are not UTF-8 and line breaks stay in a string as they are") {
  CHECK(files_of("[{\"file\": \"\xfc.c\"}]") == Files{"\xfc.c"});
  CHECK(files_of("[{\"file\": \"a\nb.c\"}]") == Files{"a\nb.c"});
}

TEST_CASE("escapes of JSON are resolved, pairs of surrogates too") {
  CHECK(files_of(R"([{"file": "a\"\\\/\t\u00e9\ud83d\ude00"}])") == Files{"a\"\\/\t\u00e9\U0001F600"});
}

TEST_CASE("what is wrong with a text is said in words") {
  CHECK(complaint("[{\"file\": \"a.c\"") == "the text ends inside an object; \"}\" expected");
  CHECK(complaint("[{\"file\": \"a.c\"}") == "the text ends inside a list; \"]\" expected");
  CHECK(complaint("[{\"file\": \"a.c") == "a string does not end; '\"' expected");
  CHECK(complaint("[{\"file\" \"a.c\"}]") == "\":\" expected after \"file\"");
  CHECK(complaint(R"([{"file": "C:\dir"}])") ==
        "a backslash that escapes nothing; a backslash itself is written twice");
  CHECK(complaint("[{\"file\": what}]") == "a value expected, not \"what\"");
  CHECK(complaint("[] []") == "there is more after the end of the list");
  CHECK(complaint(std::string(1000, '[')) == "lists and objects are nested too deeply");
}

}  // namespace loadline::frontend
