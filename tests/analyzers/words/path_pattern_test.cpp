// Globs over paths, qualified names and module names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/path_pattern.h"

#include <catch2/catch.hpp>

#include <string>

using namespace loadline;

TEST_CASE("a star stays within one path segment", "[path_pattern]") {
  CHECK(matches_path("src/*.cc", "src/a.cc"));
  CHECK(matches_path("*.cc", "a.cc"));
  CHECK(matches_path("src/*/a.cc", "src/x/a.cc"));
  CHECK_FALSE(matches_path("src/*.cc", "src/x/a.cc"));
  CHECK_FALSE(matches_path("*.cc", "src/a.cc"));
  CHECK_FALSE(matches_path("src/*.cc", "src/a.h"));
}

TEST_CASE("two stars cross path segments, also none", "[path_pattern]") {
  CHECK(matches_path("src/**", "src/a.cc"));
  CHECK(matches_path("src/**", "src/x/y/a.cc"));
  CHECK(matches_path("**/a.h", "a.h"));
  CHECK(matches_path("**/a.h", "x/y/a.h"));
  CHECK(matches_path("src/**/a.h", "src/a.h"));
  CHECK(matches_path("src/**/a.h", "src/x/y/a.h"));
  CHECK(matches_path("**/*_generated.h", "x/b_generated.h"));
  CHECK(matches_path("**", "x/y"));
  CHECK_FALSE(matches_path("src/**", "srcs/a.cc"));
  CHECK_FALSE(matches_path("**/a.h", "x/ba.h"));
  CHECK_FALSE(matches_path("src/**/a.h", "src/ba.h"));
}

TEST_CASE("a path pattern without wildcard matches the file and all below the folder", "[path_pattern]") {
  CHECK(matches_path("src/api", "src/api/x.h"));
  CHECK(matches_path("src/api/", "src/api/deep/x.h"));
  CHECK(matches_path("./src/api", "src/api/x.h"));
  CHECK(matches_path("src/api/x.h", "src/api/x.h"));
  CHECK(matches_path("{src,lib}/api", "lib/api/x.h"));
  CHECK_FALSE(matches_path("src/api", "src/apis/x.h"));
  CHECK_FALSE(matches_path("src/api", "src"));
}

TEST_CASE("braces are either, also nested, also with wildcards inside", "[path_pattern]") {
  CHECK(matches_path("src/*.{h,cc}", "src/a.h"));
  CHECK(matches_path("src/*.{h,cc}", "src/a.cc"));
  CHECK_FALSE(matches_path("src/*.{h,cc}", "src/a.cpp"));
  CHECK(matches_path("{a,b{c,d}}/*", "bd/x"));
  CHECK(matches_path("{a,b{c,d}}/*", "a/x"));
  CHECK_FALSE(matches_path("{a,b{c,d}}/*", "b/x"));
  CHECK(matches_path("{src/**,lib/*}.h", "src/x/a.h"));
  CHECK(matches_path("a{,b}c*", "ac"));
  CHECK(matches_path("{**/x,y}/a.h", "x/a.h"));
}

TEST_CASE("a set matches one character and never a separator", "[path_pattern]") {
  CHECK(matches_path("[abc].h", "b.h"));
  CHECK(matches_path("[a-z][0-9].h", "k7.h"));
  CHECK(matches_path("[!a].h", "b.h"));
  CHECK(matches_path("?.h", "b.h"));
  CHECK_FALSE(matches_path("[!a].h", "a.h"));
  CHECK_FALSE(matches_path("x[!a]y", "x/y"));
  CHECK_FALSE(matches_path("x?y", "x/y"));
}

TEST_CASE("malformed patterns match themselves", "[path_pattern]") {
  CHECK(matches_path("src/[x", "src/[x"));
  CHECK(matches_path("{{{", "{{{"));
  CHECK(matches_path("a}b", "a}b"));
  CHECK(matches_path("{a}", "{a}"));
  CHECK(matches_path("{a,{b,c}", "{a,b"));
  CHECK(matches_path("a,b", "a,b"));
  CHECK(matches_path("\\*.h", "*.h"));
  CHECK_FALSE(matches_path("\\*.h", "a.h"));
  CHECK(matches_path("", ""));
  CHECK_FALSE(matches_path("", "a"));
}

TEST_CASE("hostile patterns are answered all the same", "[path_pattern]") {
  std::string crossing, stars, groups;
  for (int i = 0; i < 200; ++i) {
    crossing += "**/";
    stars += "*a";
    groups += "{a,aa}";
  }
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "a/";
  CHECK(matches_path(crossing + "x.h", deep + "x.h"));
  CHECK_FALSE(matches_path(crossing + "x.h", deep + "y.h"));
  CHECK_FALSE(matches_path(stars, std::string(400, 'a') + "b"));
  CHECK(matches_path(groups, std::string(300, 'a')));
  CHECK_FALSE(matches_path(groups, std::string(401, 'a')));
  CHECK(matches_path(std::string(100000, '{'), std::string(100000, '{')));
  CHECK(matches_path(std::string(100000, '['), std::string(100000, '[')));
  CHECK_FALSE(matches_path(std::string(20000, '{') + std::string(20000, ',') + std::string(20000, '}'), "x"));
}

TEST_CASE("a name pattern matches within names, across with two stars", "[path_pattern]") {
  CHECK(matches_name("app::BuildInfo::*", "app::BuildInfo::version"));
  CHECK_FALSE(matches_name("app::BuildInfo::*", "app::BuildInfo::Inner::version"));
  CHECK(matches_name("app::**", "app::a::b"));
  CHECK(matches_name("**::log", "core::log"));
  CHECK(matches_name("**::log", "log"));
  CHECK_FALSE(matches_name("**::log", "core::catalog"));
  CHECK(matches_name("*::log*", "core::logger"));
}

TEST_CASE("a name pattern without wildcard matches the name and its members", "[path_pattern]") {
  CHECK(matches_name("app::Store", "app::Store"));
  CHECK(matches_name("::app::Store", "app::Store"));
  CHECK(matches_name("app::Store", "app::Store::put"));
  CHECK_FALSE(matches_name("app::Store", "app::Stores"));
  CHECK_FALSE(matches_name("Store", "app::Store"));
}

TEST_CASE("operators are ordinary names", "[path_pattern]") {
  CHECK(matches_name("V::operator[]", "V::operator[]"));
  CHECK(matches_name("V::operator/", "V::operator/"));
  CHECK(matches_name("V::operator()", "V::operator()"));
  CHECK(matches_name("V::operator*", "V::operator*"));
  CHECK(matches_name("*::operator/", "V::operator/"));
}

TEST_CASE("a module pattern covers nested modules", "[path_pattern]") {
  CHECK(matches_module("store", "store"));
  CHECK(matches_module("store", "store.sql"));
  CHECK_FALSE(matches_module("store", "storefront"));
  CHECK(matches_module("store.*", "store.sql"));
  CHECK_FALSE(matches_module("store.*", "store"));
  CHECK_FALSE(matches_module("*", "store.sql"));
  CHECK(matches_module("**", "store.sql"));
  CHECK(matches_module("{api,store}", "store.sql"));
}

TEST_CASE("the literal prefix ends at the first special character", "[path_pattern]") {
  CHECK(literal_prefix("src/api/*.h") == "src/api/");
  CHECK(literal_prefix("src/{a,b}") == "src/");
  CHECK(literal_prefix("src/api") == "src/api");
  CHECK(is_glob("src/{a,b}"));
  CHECK_FALSE(is_glob("src/api"));
}
