// loadline.yaml from anybody: read, or refused with a message.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include "analyzers/words/user_error.h"
#include "tool/config/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    loadline::parse_config(std::string(reinterpret_cast<const char*>(data), size), "loadline.yaml");
  } catch (const loadline::UserError&) {
  }
  return 0;
}
