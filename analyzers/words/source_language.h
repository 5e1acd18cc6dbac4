// The language of a source, from its suffix or from -x, and whether this tool reads it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

enum class SourceLanguage : std::uint8_t {
  c,
  cpp,
  module_interface,  // C++
  objective_c,
  objective_cpp,
  cuda,
  hip,
  preprocessed,  // C or C++ after preprocessing: its includes and macros are gone
  assembler,
  header,  // to be precompiled
  other,
};

// By the suffix.
SourceLanguage language_by_suffix(const std::filesystem::path& source);

// By the last -x among `arguments` that names a language, which speaks for all inputs of a compile database's entry; else by
// the suffix.
SourceLanguage language_of_unit(const std::filesystem::path& source, const std::vector<std::string>& arguments);

// "c", "c++", "objective-c" or "objective-c++" for what is read, "" for what is not: what -x and a driver call it.
std::string language_of(const std::filesystem::path& source);

// For messages: "CUDA", "Objective-C++".
std::string name_of(SourceLanguage language);

}  // namespace loadline
