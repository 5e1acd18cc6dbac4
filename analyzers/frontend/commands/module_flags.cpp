// The options for modules of three compilers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/module_flags.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace loadline::frontend {
namespace {

using std::string_view_literals::operator""sv;

// Those that carry their value in the same word, or none.
constexpr std::array kOneWord = {"-fmodule-file="sv,
                                 "-fmodule-output"sv,
                                 "-fprebuilt-module-path="sv,
                                 "-fmodule-mapper="sv,
                                 "-fmodule-map-file="sv,
                                 "-fmodules-cache-path="sv,
                                 "-fmodule-header"sv,
                                 "-fmodule-only"sv,
                                 "-fmodule-lazy"sv,
                                 "-fno-module-lazy"sv,
                                 "-fdeps-format="sv,
                                 "-fdeps-file="sv,
                                 "-fdeps-target="sv,
                                 "-Mno-modules"sv,
                                 "-Mmodules"sv,
                                 "-fmodules-embed-all"sv,
                                 "-flang-info-"sv,
                                 "-fmodules-reduced-bmi"sv,
                                 "-fexperimental-modules-reduced-bmi"sv,
                                 "-fmodule-implementation-of"sv};

// Visual C++: the dash may be a slash.
constexpr std::array kVisualOneWord = {"headerName:"sv,       "exportHeader"sv, "translateInclude"sv,   "interface"sv,
                                       "internalPartition"sv, "ifcOnly"sv,      "experimental:module"sv};
constexpr std::array kVisualWithValue = {"reference"sv,
                                         "ifcOutput"sv,
                                         "ifcSearchDir"sv,
                                         "ifcMap"sv,
                                         "headerUnit"sv,
                                         "headerUnit:quote"sv,
                                         "headerUnit:angle"sv,
                                         "stdIfcDir"sv,
                                         "scanDependencies"sv,
                                         "sourceDependencies"sv,
                                         "sourceDependencies:directives"sv};

// These ask for modules, in GCC even below C++20.
bool asks_for_modules(std::string_view word) { return word == "-fmodules-ts" || word == "-fmodules"; }

bool is_visual(std::string_view word) { return word.starts_with("/") || word.starts_with("-"); }

// How many words from the first one on are about files of modules; 0: none.
std::size_t words_about_modules(const std::vector<std::string>& arguments, std::size_t at) {
  const std::string_view word = arguments[at];
  if (asks_for_modules(word)) return 1;
  if (word.starts_with("@") && word.ends_with(".modmap")) return 1;  // of CMake
  const auto begins_word = [&](std::string_view option) { return word.starts_with(option); };
  if (std::any_of(kOneWord.begin(), kOneWord.end(), begins_word)) return 1;
  if (!is_visual(word)) return 0;
  const std::string_view name = word.substr(1);
  const auto is_name = [&](std::string_view option) { return name == option; };
  if (std::any_of(kVisualOneWord.begin(), kVisualOneWord.end(), [&](std::string_view option) {
        return option.ends_with(':') ? name.starts_with(option) : name == option;
      })) {
    return 1;
  }
  return std::any_of(kVisualWithValue.begin(), kVisualWithValue.end(), is_name)
             ? std::min<std::size_t>(2, arguments.size() - at)
             : 0;
}

// `-x c++-module` and the languages of header units, as the plain language that they are.
std::optional<std::string> plain_language(std::string_view language) {
  if (language == "c++-module") return "c++";
  if (language == "c++-system-header" || language == "c++-user-header") return "c++-header";
  return std::nullopt;
}

bool is_too_old(std::string_view standard) {
  return standard.ends_with("++98") || standard.ends_with("++03") || standard.ends_with("++11") ||
         standard.ends_with("++0x") || standard.ends_with("++14") || standard.ends_with("++1y") ||
         standard.ends_with("++17") || standard.ends_with("++1z");
}

}  // namespace

std::vector<std::string> without_module_files(std::vector<std::string> arguments,
                                              std::vector<ArgumentChange>& changes) {
  std::vector<std::string> result;
  bool asks = false, names_standard = false;
  const auto note = [&](const std::string& written, std::string replacement) {
    changes.push_back({written, "what modules are made of is read from the sources", std::move(replacement), 0, false});
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const std::size_t words = i == 0 ? 0 : words_about_modules(arguments, i);
    if (words > 0) {
      asks |= asks_for_modules(word);
      note(word.starts_with("@") ? "@….modmap" : word.substr(0, word.find('=')), "");
      i += words - 1;
    } else if (const auto plain =
                   word.starts_with("-x") && word.size() > 2 ? plain_language(word.substr(2)) : std::nullopt) {
      note(word, "-x" + *plain);
      result.push_back("-x" + *plain);
    } else if (const auto next =
                   word == "-x" && i + 1 < arguments.size() ? plain_language(arguments[i + 1]) : std::nullopt) {
      note("-x " + arguments[i + 1], "-x " + *next);
      result.insert(result.end(), {"-x", *next});
      ++i;
    } else {
      names_standard |= word.starts_with("-std=") && !is_too_old(word);
      result.push_back(word);
    }
  }
  if (asks && !names_standard && !result.empty()) {
    result.insert(std::find(result.begin(), result.end(), "--"), "-std=gnu++20");
    note("-fmodules-ts", "-std=gnu++20");
  }
  return result;
}

}  // namespace loadline::frontend
