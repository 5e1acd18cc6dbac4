// An RPC service as a .proto file defines it. Plain data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace loadline {

struct ProtoService {
  std::string name;     // "Cart"
  std::string package;  // "shop.cart.v1"; "" when the file has none
  std::string path;     // of the .proto file, repo-relative
  std::uint32_t line = 0;
};

}  // namespace loadline
