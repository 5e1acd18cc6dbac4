// The RPC services of a program: from its .proto files, and from the code that was generated for those whose files are missing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/program.h"
#include "analyzers/model/proto_service.h"

namespace loadline {

struct RpcContract {
  std::string name;     // "shop.cart.v1.Cart"
  std::string package;  // "shop.cart.v1"
  std::string path;     // repo-relative: the .proto file, else what was generated
  std::uint32_t line = 0;
};

// Sorted by name. Generated gRPC code is known by classes derived from grpc::Service: `class Cart { class Service : …
// }`.
std::vector<RpcContract> find_rpc_services(const Program& program, const std::vector<ProtoService>& protos);

}  // namespace loadline
