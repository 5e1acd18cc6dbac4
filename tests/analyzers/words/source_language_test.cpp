// Which language a source is in.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/source_language.h"

#include <catch2/catch.hpp>

namespace loadline {

TEST_CASE("a suffix says the language, capitals too") {
  CHECK(language_by_suffix("a.CC") == SourceLanguage::cpp);
  CHECK(language_by_suffix("a.CXX") == SourceLanguage::cpp);
  CHECK(language_by_suffix("a.ixx") == SourceLanguage::module_interface);
  CHECK(language_by_suffix("a.mm") == SourceLanguage::objective_cpp);
  CHECK(language_by_suffix("a.cu") == SourceLanguage::cuda);
  CHECK(language_by_suffix("a.S") == SourceLanguage::assembler);
  CHECK(language_by_suffix("a.txt") == SourceLanguage::other);
  CHECK(language_of("a.cppm") == "c++");
  CHECK(language_of("a.cu").empty());
}

TEST_CASE("the last -x overrides the suffix") {
  CHECK(language_of_unit("a.txx", {"c++", "-x", "c++", "-c"}) == SourceLanguage::cpp);
  CHECK(language_of_unit("a.cpp", {"clang++", "-xcuda", "-c"}) == SourceLanguage::cuda);
  CHECK(language_of_unit("a.cpp", {"nvcc", "-x", "cu"}) == SourceLanguage::cuda);
  CHECK(language_of_unit("a.c", {"cc", "-x", "c++", "-x", "none"}) == SourceLanguage::c);
}

}  // namespace loadline
