// Shell commands and launchers around compilers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compiler_call.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "analyzers/words/source_language.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 33> kCompilers = {
    "cc",  "c++",   "gcc",  "g++",   "clang", "clang++", "cl",    "clang-cl", "c89",  "c99",     "CC",
    "icc", "icpc",  "icx",  "icpx",  "dpcpp", "nvcc",    "hipcc", "emcc",     "em++", "armcc",   "armclang",
    "nvc", "nvc++", "pgcc", "pgc++", "xlc",   "xlC",     "tcc",   "qcc",      "q++",  "xlclang", "xlclang++"};

// "gcc-12", "clang++-19", "g++-13.2" → without the version.
std::string_view without_version(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return name;
  const std::string_view version = name.substr(dash + 1);
  const bool is_version = std::isdigit(static_cast<unsigned char>(version[0])) != 0 &&
                          version.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_version ? name.substr(0, dash) : name;
}

std::string_view program_name(std::string_view program) {
  const std::size_t slash = program.find_last_of("/\\");
  std::string_view name = slash == std::string_view::npos ? program : program.substr(slash + 1);
  if (name.size() > 4 && (name.ends_with(".exe") || name.ends_with(".EXE"))) name.remove_suffix(4);
  return name;
}

bool is_option(std::string_view word) { return word.starts_with('-') && word.size() > 1; }

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != 0 && equals != std::string_view::npos && !is_option(word) &&
         word.substr(0, equals).find_first_of("/\\.") == std::string_view::npos;
}

// The steps of a shell command: words between "&&", "||" and ";".
std::vector<Words> shell_steps(const Words& words) {
  std::vector<Words> steps(1);
  for (const std::string& word : words) {
    if (word == "&&" || word == "||" || word == ";") {
      steps.emplace_back();
    } else {
      steps.back().push_back(word);
    }
  }
  std::erase_if(steps, [](const Words& step) { return step.empty() || step.front() == ":"; });
  return steps;
}

// Where the call of the compiler begins in a step: after a launcher and its arguments, at the first word that names
// a compiler. The step itself begins with it, or none does and the first word is taken for one.
std::size_t compiler_in(const Words& step) {
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (is_compiler(step[i])) return i;
    // There is no compiler after the source, but `clang-tidy a.cpp -- g++ …` is a call of clang-tidy.
    if (i > 0 && !is_option(step[i]) && language_by_suffix(step[i]) != SourceLanguage::other) break;
  }
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (!is_assignment(step[i])) return i;
  }
  return 0;
}

bool has_stage(const Words& call) {
  return std::any_of(call.begin(), call.end(), [](const std::string& word) {
    return word == "-c" || word == "/c" || word == "-S" || word == "-E" || word == "-fsyntax-only" || word == "-o";
  });
}

bool names_a_source(const Words& call) {
  return std::any_of(call.begin() + 1, call.end(), [](const std::string& word) {
    return !is_option(word) && language_by_suffix(word) != SourceLanguage::other;
  });
}

// A compiler that links gets objects. One with an unknown name compiles if its arguments say so.
bool step_compiles(const Words& call, const std::string& file) {
  if (!is_compiler(call.front())) return has_stage(call) && language_by_suffix(file) != SourceLanguage::other;
  if (std::find(call.begin(), call.end(), "-c") != call.end()) return true;
  const bool has_objects = std::any_of(call.begin() + 1, call.end(), [](const std::string& word) {
    return !is_option(word) && (word.ends_with(".o") || word.ends_with(".a") || word.ends_with(".obj"));
  });
  return names_a_source(call) || !has_objects;
}

}  // namespace

bool is_compiler(std::string_view program) {
  const std::string_view name = without_version(program_name(program));
  return std::any_of(kCompilers.begin(), kCompilers.end(), [&](std::string_view compiler) {
    if (name == compiler) return true;
    return name.size() > compiler.size() && name.ends_with(compiler) && name[name.size() - compiler.size() - 1] == '-';
  });
}

CompilerCall compiler_call(const DatabaseEntry& entry) {
  CompilerCall call{entry.directory, entry.arguments, {}, false};
  for (const Words& step : shell_steps(entry.arguments)) {
    if (step.front() == "cd" && step.size() > 1) {
      call.directory = (fs::path(call.directory) / step[1]).lexically_normal().string();
      continue;
    }
    const std::size_t start = compiler_in(step);
    const Words words(step.begin() + static_cast<std::ptrdiff_t>(start), step.end());
    if (!step_compiles(words, entry.file)) continue;
    if (start > 0) {
      call.changes.push_back({std::string(program_name(step.front())), "runs the compiler", "", 0, false});
    }
    call.arguments = words;
    call.compiles = true;
    break;
  }
  return call;
}

}  // namespace loadline::frontend
