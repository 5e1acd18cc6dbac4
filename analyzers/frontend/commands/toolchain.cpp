// Compile commands → Clang invocations.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/toolchain.h"

#include <clang/Basic/Version.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Tooling/Tooling.h>
#include <dlfcn.h>
#include <fmt/core.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "analyzers/frontend/commands/argument_filter.h"
#include "analyzers/frontend/commands/reading_invocation.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/files/regular_files.h"
#include "analyzers/words/user_error.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlaceholder = "/loadline-input";

bool is_module_interface(const std::string& suffix) {
  static const std::set<std::string> suffixes = {".cppm", ".ccm", ".cxxm", ".c++m", ".ixx", ".mpp", ".mxx"};
  return suffixes.contains(suffix);
}

// Clang knows some of the suffixes for modules, which are C++ like any other.
std::string placeholder_for(const CompileCommand& command) {
  const std::string suffix = fs::path(command.source).extension().string();
  return kPlaceholder + (is_module_interface(suffix) ? ".cpp" : suffix);
}

// Modules came with C++20, and nobody writes an interface below it.
bool lacks_standard(const CompileCommand& command) {
  return is_module_interface(fs::path(command.source).extension().string()) &&
         std::none_of(command.arguments.begin(), command.arguments.end(),
                      [](const std::string& word) { return word.starts_with("-std=") || word.starts_with("--std"); });
}

bool is_macro_option(const std::string& word) { return word == "-D" || word == "-U"; }

bool is_folder_option(const std::string& word) {
  return word == "-I" || word == "-isystem" || word == "-iquote" || word == "-internal-isystem" ||
         word == "-internal-externc-isystem" || word == "-idirafter" || word == "-resource-dir" ||
         word.starts_with("-fdebug-compilation-dir") || word.starts_with("-fcoverage-compilation-dir");
}

// GCC's names for a processor that Clang lacks would cost the TU; the code means the same without them.
std::vector<std::string> without_processor(std::vector<std::string> arguments) {
  arguments.erase(std::remove_if(arguments.begin(), arguments.end(),
                                 [](const std::string& word) {
                                   return word.starts_with("-march=") || word.starts_with("-mtune=") ||
                                          word.starts_with("-mcpu=");
                                 }),
                  arguments.end());
  return arguments;
}

// The driver takes `-include a.h` for the precompiled a.h.gch or a.h.pch when there is one; the front end does not.
void hand_forced_includes_on(std::vector<std::string>& arguments) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool is_handed_on = i > 0 && arguments[i - 1] == "-Xclang";
    const bool is_include = !is_handed_on && arguments[i] == "-include" && i + 1 < arguments.size();
    if (is_include) result.insert(result.end(), {"-Xclang", "-include", "-Xclang", arguments[++i]});
    if (!is_include) result.push_back(arguments[i]);
  }
  arguments = std::move(result);
}

// What the driver is given. It must neither read configuration files nor take another mode from the name it is called by,
// and the folder of the compiler is all that counts of its path: libraries are looked for beside it.
std::vector<std::string> driver_arguments(const CompileCommand& command, const std::string& resource_dir) {
  std::vector<std::string> arguments = command.arguments;
  const fs::path compiler = arguments.front();
  clang::tooling::addTargetAndModeForProgramName(arguments, compiler.filename().string());
  arguments = filter_arguments(arguments).arguments;
  if (lacks_standard(command)) arguments.emplace_back("-std=gnu++20");
  hand_forced_includes_on(arguments);
  arguments.front() = (compiler.parent_path() / "clang").string();
  const std::vector<std::string> added = {"--no-default-config", "-w",         "-fsyntax-only",
                                          "-resource-dir",       resource_dir, "-working-directory",
                                          command.directory,     "--",         placeholder_for(command)};
  arguments.insert(arguments.end(), added.begin(), added.end());
  return arguments;
}

std::unique_ptr<clang::CompilerInvocation> run_driver(const std::vector<std::string>& arguments,
                                                      std::vector<std::string>& cc1, std::string& problem) {
  std::vector<const char*> words;
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  auto* buffer = new clang::TextDiagnosticBuffer;  // owned by the engine below
  auto engine = clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions, buffer);
  clang::CreateInvocationOptions options;
  options.Diags = engine;
  options.RecoverOnError = true;
  options.CC1Args = &cc1;
  // The default file system has the working directory of the process and would move it, for all threads, and would wait
  // for a pipe below a sysroot.
  ReadLog log;
  options.VFS = regular_files(log);
  auto invocation = clang::createInvocation(words, std::move(options));
  if (buffer->err_begin() != buffer->err_end()) problem = buffer->err_begin()->second;
  return invocation == nullptr ? nullptr : reading_invocation(*invocation);
}

bool target_is_known(const clang::CompilerInvocation& invocation, std::string& problem) {
  auto* buffer = new clang::TextDiagnosticBuffer;
  auto engine = clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions, buffer);
  auto options = std::make_shared<clang::TargetOptions>(invocation.getTargetOpts());
  const llvm::IntrusiveRefCntPtr<clang::TargetInfo> target = clang::TargetInfo::CreateTargetInfo(*engine, options);
  if (buffer->err_begin() != buffer->err_end()) problem = buffer->err_begin()->second;
  return target != nullptr;
}

}  // namespace

std::string find_resource_dir() {
  std::vector<fs::path> candidates;
  std::error_code error;
  Dl_info library;
  const std::string version = std::to_string(CLANG_VERSION_MAJOR);
  if (dladdr(reinterpret_cast<void*>(&clang::getClangFullVersion), &library) != 0 && library.dli_fname != nullptr) {
    candidates.push_back(fs::canonical(library.dli_fname, error).parent_path() / "clang" / version);
  }
  candidates.push_back(fs::path(LOADLINE_LLVM_LIBRARY_DIR) / "clang" / version);
  candidates.push_back(fs::path("/usr/lib/clang") / version);
  for (const fs::path& candidate : candidates) {
    if (fs::exists(candidate / "include" / "stddef.h", error)) return candidate.string();
  }
  throw UserError(
      "Clang's builtin headers (stddef.h and others) were not found; looked in " + candidates.front().string(),
      fmt::format("install libclang-common-{}-dev", version));
}

std::string macro_name(const std::string& definition) {
  return definition.substr(2, definition.find_first_of("=(") - 2);
}

Toolchain::Toolchain(const FilePaths& paths) : paths_(paths), resource_dir_(find_resource_dir()) {}

const Invocation& Toolchain::invocation_for(const CompileCommand& command) {
  std::vector<std::string> group = command.arguments;
  group.push_back(command.directory);
  group.push_back(placeholder_for(command));
  if (lacks_standard(command)) group.emplace_back("-std=gnu++20");
  const auto known = invocations_.find(group);
  if (known != invocations_.end()) return known->second;
  return invocations_.emplace(std::move(group), make_invocation(command)).first->second;
}

Invocation Toolchain::make_invocation(const CompileCommand& command) const {
  const std::vector<std::string> arguments = driver_arguments(command, resource_dir_);
  Invocation invocation;
  std::vector<std::string> cc1;
  invocation.options = run_driver(arguments, cc1, invocation.problem);
  if (invocation.options != nullptr && !target_is_known(*invocation.options, invocation.problem)) {
    invocation.options = run_driver(without_processor(arguments), cc1, invocation.problem);
  }
  KeyDigest key, settings, macroless;
  for (std::size_t i = 0; i < cc1.size(); ++i) {
    key.add(paths_.portable(cc1[i]));
    if (is_macro_option(cc1[i]) && i + 1 < cc1.size()) {
      invocation.definitions.push_back(cc1[i] + cc1[i + 1]);
      key.add(cc1[++i]);  // a path in it is text that the code may hold
      // Names with an underscore are meant for system headers, which are not searched for them: they count as dialect.
      if (cc1[i].starts_with("_")) macroless.add(cc1[i]);
    } else if (is_folder_option(cc1[i]) && i + 1 < cc1.size()) {
      settings.add(paths_.portable(cc1[i + 1]));
      key.add(paths_.portable(cc1[++i]));
    } else {
      macroless.add(paths_.portable(cc1[i]));
    }
  }
  std::sort(invocation.definitions.begin(), invocation.definitions.end());
  invocation.key = key.value();
  invocation.macroless_key = macroless.value();
  settings.add(invocation.macroless_key);
  invocation.settings_key = settings.value();
  return invocation;
}

}  // namespace loadline::frontend
