// Shell commands and launchers around compilers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compiler_call.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include <llvm/ADT/StringRef.h>

#include "analyzers/frontend/commands/command_words.h"
#include "analyzers/frontend/commands/shell_steps.h"
#include "analyzers/words/source_language.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 35> kCompilers = {
    "cc",   "c++",   "gcc",  "g++",   "clang", "clang++", "cl",   "clang-cl", "c89",       "c99",      "CC",    "icc",
    "icpc", "icx",   "icpx", "dpcpp", "nvcc",  "hipcc",   "emcc", "em++",     "armcc",     "armclang", "nvc",   "nvc++",
    "pgcc", "pgc++", "xlc",  "xlC",   "tcc",   "qcc",     "q++",  "xlclang",  "xlclang++", "icl",      "icx-cl"};

// "gcc-12", "clang++-19", "g++-13.2" → without the version.
std::string_view without_version(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return name;
  const std::string_view version = name.substr(dash + 1);
  const bool is_version = std::isdigit(static_cast<unsigned char>(version[0])) != 0 &&
                          version.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_version ? name.substr(0, dash) : name;
}

bool is_option(std::string_view word) { return word.starts_with('-') && word.size() > 1; }

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

// Where the call of the compiler begins in a step: after a launcher and its arguments, at the first word that names
// a compiler. The step itself begins with it, or none does and the first word is taken for one.
std::size_t compiler_in(const Words& step) {
  bool is_behind_source = false;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (is_compiler(step[i])) {
      if (!is_behind_source) return i;
      // `clang-tidy a.cpp -- g++ …` is a call of clang-tidy, but `wrapper a.cpp -- g++ -c a.cpp` compiles.
      const Words call(step.begin() + static_cast<std::ptrdiff_t>(i), step.end());
      if (has_stage(call) && names_a_source(call)) return i;
    }
    is_behind_source |= i > 0 && !is_option(step[i]) && language_by_suffix(step[i]) != SourceLanguage::other;
  }
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (!is_assignment(step[i])) return i;
  }
  return 0;
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

// Whether the call compiles the file of the entry.
bool names(const Words& call, const DatabaseEntry& entry, const std::string& directory) {
  const fs::path file = (fs::path(entry.directory) / with_slashes(entry.file)).lexically_normal();
  return std::any_of(call.begin() + 1, call.end(), [&](const std::string& word) {
    return word == entry.file ||
           (!is_option(word) && (fs::path(directory) / with_slashes(word)).lexically_normal() == file);
  });
}

// What a search path in the environment (CPATH=a:b) means, in the words of the command line.
void add_folders(const std::string& name, const std::string& value, bool is_c, Words& words,
                 std::vector<ArgumentChange>& changes) {
  const bool counts = name == "CPATH" || name == (is_c ? "C_INCLUDE_PATH" : "CPLUS_INCLUDE_PATH");
  if (!counts) return;
  Words added;
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(':', at), value.size());
    const std::string folder = value.substr(at, end - at);
    at = end + 1;
    if (folder.find('$') != std::string::npos) continue;  // the shell's, which is not known
    if (name == "CPATH") {
      added.push_back("-I" + (folder.empty() ? "." : folder));
    } else {
      added.insert(added.end(), {"-isystem", folder.empty() ? "." : folder});
    }
  }
  if (added.empty()) return;
  std::string replacement;
  for (const std::string& word : added) replacement += (replacement.empty() ? "" : " ") + word;
  words.insert(std::find(words.begin(), words.end(), "--"), added.begin(), added.end());
  changes.push_back({name + "=" + value, "a search path of the environment", replacement, 0, false});
}

void add_folders_of_variables(const ShellStep& step, std::size_t compiler, const std::string& file, Words& words,
                              std::vector<ArgumentChange>& changes) {
  const bool is_c = language_by_suffix(file) == SourceLanguage::c;
  for (const auto& [name, value] : step.variables) add_folders(name, value, is_c, words, changes);
  for (std::size_t i = 0; i < compiler; ++i) {
    const std::string& word = step.words[i];
    if (!is_assignment(word)) continue;
    const std::size_t equals = word.find('=');
    add_folders(word.substr(0, equals), word.substr(equals + 1), is_c, words, changes);
  }
}

}  // namespace

bool is_compiler(std::string_view program) {
  const bool is_windows = program.ends_with(".EXE");  // where case does not count
  const std::string folded =
      is_windows ? llvm::StringRef(program.data(), program.size()).lower() : std::string(program);
  const std::string_view name = without_version(program_name(folded));
  return std::any_of(kCompilers.begin(), kCompilers.end(), [&](std::string_view compiler) {
    if (name == compiler) return true;
    return name.size() > compiler.size() && name.ends_with(compiler) && name[name.size() - compiler.size() - 1] == '-';
  });
}

CompilerCall compiler_call(const DatabaseEntry& entry) {
  CompilerCall call{entry.directory, entry.arguments, {}, false};
  bool names_file = false;
  for (const ShellStep& step : shell_steps(entry.arguments, entry.directory)) {
    const std::size_t start = compiler_in(step.words);
    Words words(step.words.begin() + static_cast<std::ptrdiff_t>(start), step.words.end());
    if (!step_compiles(words, entry.file)) continue;
    // Of several steps that compile, the one for this file; the first when none names it.
    const bool is_for_file = names(words, entry, step.directory);
    if (call.compiles && (names_file || !is_for_file)) continue;
    names_file = is_for_file;
    call.changes.clear();
    if (start > 0) {
      call.changes.push_back({std::string(program_name(step.words.front())), "runs the compiler", "", 0, false});
    }
    add_folders_of_variables(step, start, entry.file, words, call.changes);
    call.directory = step.directory;
    call.arguments = std::move(words);
    call.compiles = true;
  }
  return call;
}

}  // namespace loadline::frontend
