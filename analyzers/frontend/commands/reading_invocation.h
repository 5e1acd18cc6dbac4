// An invocation of Clang that can do nothing but read code.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInvocation.h>

#include <memory>

namespace loadline::frontend {

// What `full` says about the language, the target, macros and include paths, and nothing else of it: no outputs, logs,
// plug-ins, modules, precompiled headers or code generation. The time is fixed, so that __DATE__, __TIME__ and
// __TIMESTAMP__ are the same in every run.
std::unique_ptr<clang::CompilerInvocation> reading_invocation(const clang::CompilerInvocation& full);

}  // namespace loadline::frontend
