// A .proto file from anybody: read, or rejected with a warning.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "analyzers/readers/proto_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path folder = "/dev/shm/loadline-proto-fuzz-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.proto", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  std::vector<std::string> warnings;
  for (const loadline::ProtoService& service : loadline::read_proto_files(folder, {}, &warnings)) {
    if (service.path != "a.proto") std::abort();
  }
  return 0;
}
