// Where copies of libraries are in a repository.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline {

// The folder of the one library that a file below a folder for copied code belongs to: "deps/zlib" for
// "deps/zlib/src/inflate.c"; "" for other files.
std::string_view copied_library(std::string_view path);

}  // namespace loadline
