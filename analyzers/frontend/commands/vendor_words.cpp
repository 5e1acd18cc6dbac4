// Names of options.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/vendor_words.h"

#include <algorithm>
#include <map>
#include <string_view>

#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include "analyzers/frontend/commands/shell_steps.h"

namespace loadline::frontend {
namespace {

using Words = std::vector<std::string>;
using Names = std::map<std::string_view, std::string_view>;

// Of nvcc, with a value in the next word or after an equals sign. To "" for those that say nothing about the text.
const Names& nvcc_names() {
  static const Names names = {{"--include-path", "-I"},
                              {"--system-include", "-isystem"},
                              {"--define-macro", "-D"},
                              {"--undefine-macro", "-U"},
                              {"--pre-include", "-include"},
                              {"--std", "-std="},
                              {"-std", "-std="},
                              {"--x", "-x"},
                              {"--output-file", ""},
                              {"--compiler-bindir", ""},
                              {"-ccbin", ""},
                              {"--generate-code", ""},
                              {"-gencode", ""},
                              {"--gpu-architecture", ""},
                              {"-arch", ""},
                              {"--gpu-code", ""},
                              {"-code", ""},
                              {"--machine", ""},
                              {"-Xptxas", ""},
                              {"--ptxas-options", ""},
                              {"-Xnvlink", ""},
                              {"--nvlink-options", ""},
                              {"-Xlinker", ""},
                              {"--linker-options", ""},
                              {"-diag-suppress", ""},
                              {"--diag-suppress", ""},
                              {"-Xcudafe", ""},
                              {"--threads", ""},
                              {"-t", ""},
                              {"--maxrregcount", ""},
                              {"-maxrregcount", ""},
                              {"-odir", ""},
                              {"--output-directory", ""}};
  return names;
}

// Intel's names for the processors that -x takes, and what Clang calls one that has the same instructions.
const Names& intel_processors() {
  static const Names names = {{"SSE2", "x86-64"},
                              {"SSE3", "nocona"},
                              {"SSSE3", "core2"},
                              {"SSE4.1", "penryn"},
                              {"SSE4.2", "nehalem"},
                              {"AVX", "sandybridge"},
                              {"CORE-AVX-I", "ivybridge"},
                              {"CORE-AVX2", "haswell"},
                              {"CORE-AVX512", "skylake-avx512"},
                              {"COMMON-AVX512", "skylake-avx512"},
                              {"MIC-AVX512", "knl"}};
  return names;
}

void add_with_value(std::string_view option, const std::string& value, Words& result) {
  if (option.ends_with('=')) {
    result.push_back(std::string(option) + value);
  } else if (!option.empty()) {
    result.insert(result.end(), {std::string(option), value});
  }
}

class Translation {
 public:
  Translation(const Words& arguments, std::vector<ArgumentChange>& changes) : arguments_(arguments), changes_(changes) {
    const std::string_view program = program_name(arguments.front());
    is_nvcc_ = program.starts_with("nvcc");
    is_intel_ = program.starts_with("ic") || program.starts_with("dpcpp");
    is_nvidia_ = program.starts_with("nvc") || program.starts_with("pg");
  }

  Words translate() && {
    result_.push_back(arguments_.front());
    for (at_ = 1; at_ < arguments_.size(); ++at_) {
      if (arguments_[at_] == "--") break;
      const std::size_t first = at_, before = result_.size();
      if (!take()) {
        result_.push_back(arguments_[at_]);
      } else {
        note(first, before);
      }
    }
    result_.insert(result_.end(), arguments_.begin() + static_cast<std::ptrdiff_t>(at_), arguments_.end());
    return std::move(result_);
  }

 private:
  bool take() {
    const std::string& word = arguments_[at_];
    if (word.starts_with("-qopenmp") || (is_nvidia_ && !is_nvcc_ && (word == "-mp" || word.starts_with("-mp=")))) {
      result_.emplace_back(word == "-qopenmp-simd" ? "-fopenmp-simd" : "-fopenmp");
      return true;
    }
    if (word.starts_with("-Xarch_") && has_next() && (word == "-Xarch_host" || word.substr(7) == processor())) {
      result_.push_back(arguments_[++at_]);
      return true;
    }
    if (is_intel_ && word.starts_with("-x")) return take_processor(word.substr(2));
    return is_nvcc_ && take_nvcc(word);
  }

  bool has_next() const { return at_ + 1 < arguments_.size(); }

  // What Apple's -arch names, else this machine's.
  std::string processor() const {
    const auto option = std::find(arguments_.rbegin(), arguments_.rend(), "-arch");
    const bool is_named = option != arguments_.rend() && option != arguments_.rbegin();
    return is_named ? *(option - 1) : llvm::Triple(llvm::sys::getDefaultTargetTriple()).getArchName().str();
  }

  bool take_processor(const std::string& name) {
    const auto known = intel_processors().find(name);
    if (known == intel_processors().end()) return false;
    result_.push_back("-march=" + std::string(known->second));
    return true;
  }

  bool take_nvcc(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const bool is_for_host = name == "-Xcompiler" || name == "--compiler-options";
    if (word == "--compile" || word == "-dc" || word == "--device-c") {
      result_.emplace_back("-c");
      return true;
    }
    const auto known = nvcc_names().find(name);
    if (!is_for_host && known == nvcc_names().end()) return false;
    if (equals == std::string::npos && !has_next()) return false;
    if (name == "-std" && equals != std::string::npos) return false;  // Clang's own
    const std::string value = equals == std::string::npos ? arguments_[++at_] : word.substr(equals + 1);
    if (!is_for_host) {
      add_with_value(known->second, value, result_);
      return true;
    }
    llvm::SmallVector<llvm::StringRef, 8> parts;
    llvm::StringRef(value).split(parts, ',', -1, false);
    for (const llvm::StringRef part : parts) result_.push_back(part.trim("\"'").str());
    return true;
  }

  void note(std::size_t first, std::size_t before) {
    std::string written, replacement;
    for (std::size_t i = first; i <= at_; ++i) written += (i == first ? "" : " ") + arguments_[i];
    for (std::size_t i = before; i < result_.size(); ++i) replacement += (i == before ? "" : " ") + result_[i];
    changes_.push_back({written, "another compiler's name for it", replacement, 0, false});
  }

  const Words& arguments_;
  std::vector<ArgumentChange>& changes_;
  Words result_;
  std::size_t at_ = 0;
  bool is_nvcc_ = false, is_intel_ = false, is_nvidia_ = false;
};

}  // namespace

Words with_clang_names(const Words& arguments, std::vector<ArgumentChange>& changes) {
  return arguments.empty() ? arguments : Translation(arguments, changes).translate();
}

}  // namespace loadline::frontend
