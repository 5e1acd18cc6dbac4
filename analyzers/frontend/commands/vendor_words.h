// What the compilers of NVIDIA and Intel, and Apple's driver, call options that Clang has under other names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// The same command with Clang's names: `-Xcompiler=-DX,-fPIC` and `--include-path src` of nvcc, `-qopenmp` and `-xCORE-AVX2` of
// Intel's compilers, `-mp` of nvc++, `-Xarch_host -DX`. `arguments`: compiler first. Others stay as they are.
std::vector<std::string> with_clang_names(const std::vector<std::string>& arguments,
                                          std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend
