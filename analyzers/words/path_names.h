// Parts of a path with '/' between its folders.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace loadline {

// "b.cpp" of "a/b.cpp".
inline std::string_view file_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// "b" of "a/b.cpp"; "b.test" of "a/b.test.cpp".
inline std::string_view stem_of(std::string_view path) {
  const std::string_view name = file_name_of(path);
  return name.substr(0, name.rfind('.'));
}

}  // namespace loadline
