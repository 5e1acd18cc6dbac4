// How this tool has Clang parse: the options that a unit and its precompiled headers must have in common.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInvocation.h>

#include <memory>
#include <string>

#include "analyzers/frontend/files/file_paths.h"

namespace loadline::frontend {

// `common` with `source` as its input: nothing but errors is reported, and function bodies are skipped where the consumer
// says so.
std::shared_ptr<clang::CompilerInvocation> parse_options(const clang::CompilerInvocation& common,
                                                         const std::string& source, const std::string& directory,
                                                         const FilePaths& paths);

}  // namespace loadline::frontend
