// Translation of cl.exe's options, which are read by Clang's own option table.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/cl_arguments.h"

#include <clang/Driver/Options.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>

#include "analyzers/frontend/commands/command_words.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
namespace options = clang::driver::options;
using Words = std::vector<std::string>;

// What Microsoft's compiler 19.40 has, in code that asks for it.
constexpr std::initializer_list<const char*> kDefined = {"-D_MSC_VER=1940", "-D_MSC_FULL_VER=194033811", "-D_WIN32=1",
                                                         "-D_INTEGRAL_MAX_BITS=64"};

// What says that the code is for another system. The headers of this machine read the same without.
constexpr std::initializer_list<const char*> kNotWindows = {"-U__linux__", "-U__linux", "-Ulinux", "-U__gnu_linux__",
                                                            "-U__unix__",  "-U__unix",  "-Uunix",  "-U__ELF__"};

// What only Clang and GCC say of themselves.
constexpr std::initializer_list<const char*> kNotMicrosoft = {
    "-U__clang__", "-U__clang_major__", "-U__GNUC__", "-U__GNUC_MINOR__", "-U__GNUC_PATCHLEVEL__", "-U__GNUG__"};

// The name of the program in small letters, without ".exe".
std::string lower_stem(const std::string& program) {
  const std::size_t slash = program.find_last_of("/\\");
  std::string name = llvm::StringRef(program).substr(slash == std::string::npos ? 0 : slash + 1).lower();
  if (name.ends_with(".exe")) name.resize(name.size() - 4);
  return name;
}

class Translation {
 public:
  Translation(const std::string& directory, std::vector<ArgumentChange>& changes)
      : directory_(directory), changes_(changes) {}

  Words translate(const Words& arguments) && {
    const std::string name = lower_stem(arguments.front());
    is_clang_ = name.find("clang") != std::string::npos || name.starts_with("icx");
    machine_ = llvm::StringRef(fs::path(with_slashes(arguments.front())).parent_path().filename().string()).lower();
    std::vector<const char*> words;
    std::error_code error;
    for (auto word = arguments.begin() + 1; word != arguments.end(); ++word) {
      // An absolute path of this machine begins like an option: "/Users/…" is no /U.
      const bool is_file =
          word->starts_with('/') && word->find('/', 1) != std::string::npos && fs::exists(*word, error);
      is_file ? inputs_.push_back(*word) : words.push_back(word->c_str());
    }
    unsigned missing_index = 0, missing_count = 0;
    const llvm::opt::InputArgList parsed = clang::driver::getDriverOptTable().ParseArgs(
        words, missing_index, missing_count, llvm::opt::Visibility(options::CLOption));
    if (missing_count > 0) changes_.push_back({words[missing_index], "has no value", "", 0, true});
    for (const llvm::opt::Arg* argument : parsed) take(*argument, parsed);
    return result();
  }

 private:
  void take(const llvm::opt::Arg& argument, const llvm::opt::ArgList& list) {
    const llvm::opt::Option& option = argument.getOption();
    if (option.getKind() == llvm::opt::Option::InputClass) {
      take_input(argument.getValue());
    } else if (option.getKind() == llvm::opt::Option::UnknownClass) {
      changes_.push_back({argument.getAsString(list), "unknown to Clang", "", 0, true});
    } else if (option.matches(options::OPT__DASH_DASH)) {
      for (const char* value : argument.getValues()) inputs_.push_back(with_slashes(value));
    } else if (!take_path(argument) && !take_source(argument) && !take_language(argument) && !take_runtime(option) &&
               !take_machine(argument)) {
      // Names of outputs differ from command to command; the option is what counts.
      const llvm::opt::Arg& written = argument.getAlias() == nullptr ? argument : *argument.getAlias();
      changes_.push_back({written.getSpelling().str(), "not needed to read the code", "", 0, false});
    }
  }

  // Anything that begins with a slash and is not an option of Clang's comes here, too.
  void take_input(const std::string& input) {
    if (input == "/openmp:llvm") {
      kept_.emplace_back("-fopenmp");
    } else if (input.starts_with('/') && input.find('/', 1) == std::string::npos) {
      changes_.push_back({input, "unknown to Clang", "", 0, true});
    } else {
      inputs_.push_back(with_slashes(input));
    }
  }

  void add(const char* option, const char* value) {
    kept_.emplace_back(option);
    kept_.emplace_back(value);
  }

  void add_folder(const char* option, const llvm::opt::Arg& argument) {
    const std::string folder = with_slashes(argument.getValue());
    std::error_code error;
    has_microsoft_headers_ |= fs::exists(fs::path(directory_) / folder / "vcruntime.h", error);
    kept_.emplace_back(option);
    kept_.push_back(folder);
  }

  bool take_path(const llvm::opt::Arg& argument) {
    const llvm::opt::Option& option = argument.getOption();
    if (option.matches(options::OPT_I)) {
      add_folder("-I", argument);
    } else if (option.matches(options::OPT__SLASH_imsvc) || option.matches(options::OPT_isystem)) {
      add_folder("-isystem", argument);
    } else if (option.matches(options::OPT_D)) {
      // cl.exe takes `#` for `=`.
      std::string definition = argument.getValue();
      if (definition.find('=') == std::string::npos) std::replace(definition.begin(), definition.end(), '#', '=');
      kept_.push_back("-D" + definition);
    } else if (option.matches(options::OPT_U)) {
      kept_.push_back("-U" + std::string(argument.getValue()));
    } else if (option.matches(options::OPT_include)) {  // /FI
      kept_.emplace_back("-include");
      kept_.push_back(with_slashes(argument.getValue()));
    } else {
      return false;
    }
    return true;
  }

  bool take_source(const llvm::opt::Arg& argument) {
    const llvm::opt::Option& option = argument.getOption();
    if (option.matches(options::OPT__SLASH_TP)) {
      add("-x", "c++");
    } else if (option.matches(options::OPT__SLASH_TC)) {
      is_c_ = true;
      add("-x", "c");
    } else if (option.matches(options::OPT__SLASH_Tp)) {
      add("-x", "c++");
      inputs_.push_back(with_slashes(argument.getValue()));
    } else if (option.matches(options::OPT__SLASH_Tc)) {
      add("-x", "c");
      inputs_.push_back(with_slashes(argument.getValue()));
    } else {
      return false;
    }
    return true;
  }

  bool take_language(const llvm::opt::Arg& argument) {
    const llvm::opt::Option& option = argument.getOption();
    if (option.matches(options::OPT__SLASH_std)) {
      take_standard(argument.getValue());
    } else if (option.matches(options::OPT__SLASH_clang)) {  // /clang:-fwhat
      kept_.emplace_back(argument.getValue());
    } else if (option.matches(options::OPT_Xclang)) {
      add("-Xclang", argument.getValue());
    } else if (option.matches(options::OPT_fopenmp) || option.matches(options::OPT_fno_openmp)) {
      kept_.emplace_back(option.matches(options::OPT_fopenmp) ? "-fopenmp" : "-fno-openmp");
    } else if (option.matches(options::OPT_fsanitize_EQ)) {
      if (argument.containsValue("address")) kept_.emplace_back("-D__SANITIZE_ADDRESS__=1");
    } else if (option.matches(options::OPT__SLASH_EH)) {
      has_unwinding_ = true;
    } else if (option.matches(options::OPT__SLASH_GR)) {
      has_type_info_ = true;
    } else if (option.matches(options::OPT__SLASH_GR_)) {
      has_type_info_ = false;
      kept_.emplace_back("-fno-rtti");
    } else if (option.matches(options::OPT_funsigned_char)) {
      kept_.insert(kept_.end(), {"-funsigned-char", "-D_CHAR_UNSIGNED=1"});
    } else if (option.matches(options::OPT__SLASH_Zc_wchar_t_)) {
      kept_.emplace_back("-fno-wchar");
    } else if (option.matches(options::OPT_fchar8__t) || option.matches(options::OPT_fno_char8__t)) {
      kept_.push_back(argument.getSpelling().str());
    } else if (option.matches(options::OPT_fpack_struct_EQ)) {
      kept_.push_back("-fpack-struct=" + std::string(argument.getValue()));
    } else if (option.matches(options::OPT_target)) {
      kept_.push_back("--target=" + std::string(argument.getValue()));
      has_target_ = true;
    } else {
      return false;
    }
    return true;
  }

  void take_standard(llvm::StringRef value) {
    const llvm::StringRef standard = value == "c++latest" || value == "c++23preview" ? "c++23"
                                     : value == "clatest"                            ? "c23"
                                                                                     : value;
    kept_.push_back("-std=" + standard.str());
    language_ = standard == "c++14"   ? "201402L"
                : standard == "c++17" ? "201703L"
                : standard == "c++20" ? "202002L"
                                      : "202302L";
    is_c_ |= !standard.starts_with("c++");
  }

  // -mavx2 of clang-cl, and what /arch: allows, which code asks for by the same macros.
  bool take_machine(const llvm::opt::Arg& argument) {
    const llvm::opt::Option& option = argument.getOption();
    if (option.matches(options::OPT__SLASH_arch)) {
      const std::string level = llvm::StringRef(argument.getValue()).lower();
      if (level.starts_with("avx")) kept_.emplace_back("-mavx");
      if (level.starts_with("avx2") || level.starts_with("avx512")) kept_.insert(kept_.end(), {"-mavx2", "-mfma"});
      if (level.starts_with("avx512")) {
        kept_.insert(kept_.end(), {"-mavx512f", "-mavx512cd", "-mavx512bw", "-mavx512dq", "-mavx512vl"});
      }
      return level.starts_with("avx");
    }
    if (!option.matches(options::OPT_m_Group)) return false;
    kept_.push_back(argument.getSpelling().str());
    if (argument.getNumValues() > 0) kept_.back() += argument.getValue();
    if (option.matches(options::OPT_m32)) machine_ = "x86";
    return true;
  }

  // The processor, which is in the folder of the compiler: bin/Hostx64/arm64/cl.exe.
  void add_machine(Words& words) const {
    if (machine_ == "x86") {
      words.emplace_back("-D_M_IX86=600");
    } else if (machine_ == "arm64") {
      words.insert(words.end(), {"-D_WIN64=1", "-D_M_ARM64=1"});
    } else if (machine_ == "arm") {
      words.emplace_back("-D_M_ARM=7");
    } else {
      words.insert(words.end(), {"-D_WIN64=1", "-D_M_X64=100", "-D_M_AMD64=100"});
    }
  }

  void add_language(Words& words) const {
    const auto is_c_source = [](const std::string& input) { return input.ends_with(".c"); };
    if (is_c_ || std::any_of(inputs_.begin(), inputs_.end(), is_c_source)) return;
    words.push_back("-D_MSVC_LANG=" + language_);
    if (has_unwinding_) words.emplace_back("-D_CPPUNWIND=1");
    if (has_type_info_) words.emplace_back("-D_CPPRTTI=1");
  }

  // What a choice of the runtime library defines.
  bool take_runtime(const llvm::opt::Option& option) {
    const bool is_debug = option.matches(options::OPT__SLASH_MDd) || option.matches(options::OPT__SLASH_MTd) ||
                          option.matches(options::OPT__SLASH_LDd);
    const bool is_dynamic = option.matches(options::OPT__SLASH_MD) || option.matches(options::OPT__SLASH_MDd);
    if (is_debug) kept_.emplace_back("-D_DEBUG=1");
    if (is_dynamic) kept_.emplace_back("-D_DLL=1");
    const bool is_runtime = is_debug || is_dynamic || option.matches(options::OPT__SLASH_MT);
    if (is_runtime) kept_.emplace_back("-D_MT=1");
    return is_runtime;
  }

  Words result() {
    Words words{"clang++", "-fms-extensions", "-fdeclspec"};
    if (has_microsoft_headers_ && !has_target_) {
      words.insert(words.end(), {"--target=x86_64-pc-windows-msvc", "-fms-compatibility"});
    } else {
      words.insert(words.end(), kNotWindows.begin(), kNotWindows.end());
      if (!is_clang_) words.insert(words.end(), kNotMicrosoft.begin(), kNotMicrosoft.end());
      words.insert(words.end(), kDefined.begin(), kDefined.end());
      add_machine(words);
      add_language(words);
    }
    words.insert(words.end(), kept_.begin(), kept_.end());
    words.insert(words.end(), inputs_.begin(), inputs_.end());
    return words;
  }

  const std::string& directory_;
  std::vector<ArgumentChange>& changes_;
  Words kept_, inputs_;
  std::string machine_, language_ = "201402L";
  bool has_microsoft_headers_ = false, has_target_ = false;
  bool is_clang_ = false, is_c_ = false, has_unwinding_ = false, has_type_info_ = true;
};

}  // namespace

bool is_cl_command(const Words& arguments) {
  if (arguments.empty()) return false;
  const std::string name = lower_stem(arguments.front());
  if (name == "cl" || name == "clang-cl" || name.starts_with("clang-cl-")) return true;
  // Intel's: icx is written like gcc but on Windows.
  if (name == "icl" || name == "icx-cl" ||
      (name == "icx" && llvm::StringRef(arguments.front()).ends_with_insensitive(".exe")))
    return true;
  return std::find(arguments.begin(), arguments.end(), "--driver-mode=cl") != arguments.end();
}

Words from_cl_arguments(const Words& arguments, const std::string& directory, std::vector<ArgumentChange>& changes) {
  return Translation(directory, changes).translate(arguments);
}

}  // namespace loadline::frontend
