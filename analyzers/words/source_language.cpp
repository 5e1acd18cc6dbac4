// Suffixes and names of languages.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/source_language.h"

#include <map>
#include <string_view>

namespace loadline {
namespace {

// The argument of -x. `other` for what names no language: -xHost and -xCORE-AVX2 name processors to Intel's compilers, and
// -xO3 is a level to Oracle's.
SourceLanguage language_named(std::string_view name) {
  static const std::map<std::string_view, SourceLanguage> names = {
      {"c", SourceLanguage::c},
      {"c++", SourceLanguage::cpp},
      {"c++-module", SourceLanguage::module_interface},
      {"objective-c", SourceLanguage::objective_c},
      {"objective-c++", SourceLanguage::objective_cpp},
      {"cuda", SourceLanguage::cuda},
      {"cu", SourceLanguage::cuda},  // as nvcc calls it
      {"hip", SourceLanguage::hip},
      {"cpp-output", SourceLanguage::preprocessed},
      {"c++-cpp-output", SourceLanguage::preprocessed},
      {"assembler", SourceLanguage::assembler},
      {"assembler-with-cpp", SourceLanguage::assembler},
      {"c-header", SourceLanguage::header},
      {"c++-header", SourceLanguage::header},
      {"objective-c-header", SourceLanguage::header},
      {"objective-c++-header", SourceLanguage::header},
  };
  const auto found = names.find(name);
  return found == names.end() ? SourceLanguage::other : found->second;
}

}  // namespace

SourceLanguage language_by_suffix(const std::filesystem::path& source) {
  static const std::map<std::string, SourceLanguage> suffixes = {
      {".c", SourceLanguage::c},
      {".cc", SourceLanguage::cpp},
      {".CC", SourceLanguage::cpp},
      {".cpp", SourceLanguage::cpp},
      {".CPP", SourceLanguage::cpp},
      {".cxx", SourceLanguage::cpp},
      {".CXX", SourceLanguage::cpp},
      {".c++", SourceLanguage::cpp},
      {".C++", SourceLanguage::cpp},
      {".C", SourceLanguage::cpp},
      {".cp", SourceLanguage::cpp},
      {".cppm", SourceLanguage::module_interface},
      {".ccm", SourceLanguage::module_interface},
      {".cxxm", SourceLanguage::module_interface},
      {".c++m", SourceLanguage::module_interface},
      {".ixx", SourceLanguage::module_interface},
      {".mxx", SourceLanguage::module_interface},
      {".mpp", SourceLanguage::module_interface},
      {".m", SourceLanguage::objective_c},
      {".mm", SourceLanguage::objective_cpp},
      {".M", SourceLanguage::objective_cpp},
      {".cu", SourceLanguage::cuda},
      {".hip", SourceLanguage::hip},
      {".i", SourceLanguage::preprocessed},
      {".ii", SourceLanguage::preprocessed},
      {".s", SourceLanguage::assembler},
      {".S", SourceLanguage::assembler},
      {".sx", SourceLanguage::assembler},
      {".asm", SourceLanguage::assembler},
  };
  const auto found = suffixes.find(source.extension().string());
  return found == suffixes.end() ? SourceLanguage::other : found->second;
}

SourceLanguage language_of_unit(const std::filesystem::path& source, const std::vector<std::string>& arguments) {
  std::string_view named;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    std::string_view name;
    if (word == "-x" && i + 1 < arguments.size()) {
      name = arguments[++i];
    } else if (word.starts_with("-x") && word.size() > 2) {
      name = word.substr(2);
    }
    if (name == "none" || language_named(name) != SourceLanguage::other) named = name;
  }
  return named.empty() || named == "none" ? language_by_suffix(source) : language_named(named);
}

std::string language_of(const std::filesystem::path& source) {
  switch (language_by_suffix(source)) {
    case SourceLanguage::c: return "c";
    case SourceLanguage::cpp:
    case SourceLanguage::module_interface: return "c++";
    case SourceLanguage::objective_c: return "objective-c";
    case SourceLanguage::objective_cpp: return "objective-c++";
    default: return "";
  }
}

std::string name_of(SourceLanguage language) {
  switch (language) {
    case SourceLanguage::c: return "C";
    case SourceLanguage::cpp: return "C++";
    case SourceLanguage::module_interface: return "C++ module interface";
    case SourceLanguage::objective_c: return "Objective-C";
    case SourceLanguage::objective_cpp: return "Objective-C++";
    case SourceLanguage::cuda: return "CUDA";
    case SourceLanguage::hip: return "HIP";
    case SourceLanguage::preprocessed: return "preprocessed source";
    case SourceLanguage::assembler: return "assembler";
    case SourceLanguage::header: return "header to be precompiled";
    case SourceLanguage::other: return "neither C nor C++ by its suffix";
  }
  return {};
}

}  // namespace loadline
