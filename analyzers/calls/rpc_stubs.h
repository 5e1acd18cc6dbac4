// The clients that generators of RPC code write: no model can name them, because services do.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "analyzers/model/program.h"

namespace loadline {

// A function that calls a remote procedure.
struct RpcStub {
  std::string procedure;  // "/shop.v1.Shop/Buy", as the path of its route (see Route)
  bool is_grpc = false;
  bool waits = false;  // it returns when the reply is there
};

// Knows the stubs of gRPC, Apache Thrift, Cap'n Proto and protobuf's own services (brpc). Those of the latter wait or not as
// their last argument says, and are not said to.
class RpcStubs {
 public:
  // Its names are views into the program.
  explicit RpcStubs(const Program& program);

  std::optional<RpcStub> find(const Symbol& callee) const;

 private:
  std::set<std::string_view>
      made_beside_;  // classes and member functions that a generator may have written beside a stub
};

}  // namespace loadline
