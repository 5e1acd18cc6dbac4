// The allow-list: which of Clang's options parsing needs. Compile commands are untrusted, and no other option reaches Clang.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Option/Arg.h>

namespace loadline::frontend {

// Who reads the option: Clang's driver, or the front end behind it (-Xclang, -Xpreprocessor, -Wp).
enum class OptionReader { driver, front_end };

// True for what decides how code reads: language and dialect, target and ABI, macros, include paths, and warnings that
// turn an error off. None of these makes Clang run, write, load or print anything. False for everything else, known to
// Clang or not: an option that a new Clang brings is not needed until it is listed.
bool parsing_needs(const llvm::opt::Arg& argument, OptionReader reader);

// True for targets that Clang's driver may be asked to compile for: not for GPUs, whose toolchains start programs to
// find out what is built into the machine.
bool is_host_target(llvm::StringRef triple);

}  // namespace loadline::frontend
