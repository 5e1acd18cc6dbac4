// The clients that generators of RPC code write: no model can name them, because services do.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "analyzers/model/program.h"

namespace loadline {

// `Shop::Stub::Buy` of gRPC, which returns when the reply is there. Its asynchronous twins say so in their names, or are
// members of a class `async`.
bool is_stub_call(const Symbol& callee);

// Which remote procedure a function calls, synchronously or not: of the stubs of gRPC, Apache Thrift, Cap'n Proto and
// protobuf's own services (brpc).
class RpcStubs {
 public:
  // Its names are views into the program.
  explicit RpcStubs(const Program& program);

  // "/shop.v1.Shop/Buy", as the path of its route (see Route); "" for what is no stub.
  std::string procedure_of(const Symbol& callee) const;

 private:
  std::set<std::string_view> classes_;
};

}  // namespace loadline
