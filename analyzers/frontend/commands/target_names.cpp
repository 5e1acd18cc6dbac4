// Targets of commands, and what stands in for those that Clang lacks.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/target_names.h"

#include <clang/Basic/TargetInfo.h>
#include <clang/Basic/TargetOptions.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <string_view>

namespace loadline::frontend {
namespace {

// What follows the target in the names of compilers.
constexpr const char* kPrograms[] = {"-gcc", "-g++", "-cc", "-c++", "-clang", "-clang++"};

// "arm-none-eabi" of "arm-none-eabi-g++-12". "" when there is no such prefix, or it names no machine ("my-g++").
std::string target_in_name(const std::string& program) {
  const std::string name = std::filesystem::path(program).filename().string();
  std::size_t best = std::string::npos;
  for (const char* suffix : kPrograms) {
    const std::size_t at = name.find(suffix);
    const std::size_t end = at == std::string::npos ? at : at + std::string_view(suffix).size();
    if (at != std::string::npos && (end == name.size() || name[end] == '-' || name[end] == '.')) {
      best = std::min(best, at);
    }
  }
  if (best == std::string::npos || best == 0) return {};
  const std::string target = name.substr(0, best);
  return target.find('-') != std::string::npos || llvm::Triple(target).getArch() != llvm::Triple::UnknownArch
             ? target
             : std::string();
}

bool can_make_target(const std::string& target) {
  auto engine =
      clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions, new clang::TextDiagnosticBuffer);
  auto options = std::make_shared<clang::TargetOptions>();
  options->Triple = llvm::Triple::normalize(target);
  const llvm::IntrusiveRefCntPtr<clang::TargetInfo> made = clang::TargetInfo::CreateTargetInfo(*engine, options);
  return made != nullptr;
}

}  // namespace

std::string target_of(const std::vector<std::string>& arguments) {
  std::string target;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (word.starts_with("--target=")) target = word.substr(9);
    if ((word == "-target" || word == "--target") && i + 1 < arguments.size()) target = arguments[i + 1];
  }
  return target.empty() && !arguments.empty() ? target_in_name(arguments.front()) : target;
}

bool is_known_target(const std::string& target) {
  static std::mutex mutex;
  static std::map<std::string, bool> known;
  const std::lock_guard lock(mutex);
  const auto [answer, is_new] = known.try_emplace(target);
  if (is_new) answer->second = can_make_target(target);
  return answer->second;
}

bool is_foreign_target(const std::string& target) {
  if (target.empty()) return false;
  const llvm::Triple there(llvm::Triple::normalize(target)), here(llvm::sys::getDefaultTargetTriple());
  return there.getArch() != here.getArch() || there.getOS() != here.getOS();
}

std::vector<std::string> for_known_target(const std::vector<std::string>& arguments, bool has_own_headers) {
  const bool is_cpp = arguments.front().find("++") != std::string::npos;
  const llvm::Triple triple(llvm::Triple::normalize(target_of(arguments)));
  std::vector<std::string> result{is_cpp ? "clang++" : "clang"};
  if (has_own_headers) {
    result.emplace_back(triple.isArch64Bit() ? "--target=riscv64-unknown-elf" : "--target=riscv32-unknown-elf");
  }
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if ((word == "-target" || word == "--target") && i + 1 < arguments.size()) {
      ++i;
    } else if (!word.starts_with("--target=") && !word.starts_with("-m")) {  // -m… is about the processor
      result.emplace_back(word);
    }
  }
  return result;
}

}  // namespace loadline::frontend
