// A reply of CMake's File API from anybody: the index, the code model and a target are one input each, parted by zero bytes.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/readers/cmake_targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path build = "/dev/shm/loadline-cmake-fuzz-" + std::to_string(getpid());
  static const std::filesystem::path reply = build / ".cmake/api/v1/reply";
  std::filesystem::create_directories(reply);
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"index-1.json", "codemodel.json", "target.json"}) {
    const std::string_view part = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    std::ofstream(reply / name, std::ios::binary) << part;
  }
  std::vector<std::string> warnings;
  loadline::read_cmake_targets(build, build, &warnings);
  return 0;
}
