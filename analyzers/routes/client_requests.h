// The requests that the program sends to services: over HTTP by the models of clients, and by the stubs of RPC services.
// SPDX-License-Identifier: Apache-2.0
//
//   Answer HttpClient::get(const std::string& path) { return client_.Get(path); }
//   …
//   catalog_.get("/v1/products/" + id);                       // GET /v1/products/{?}, sent here
#pragma once

#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/rpc_stubs.h"

namespace loadline {

struct ClientRequest {
  std::string method;   // "GET"; "ANY" when the call does not say; "RPC"
  std::string path;     // "/v1/products/{?}", without host and query; of a procedure "/shop.v1.Shop/Buy"
  Location where;       // where the path is written, or the stub is called
  SymbolId caller = 0;  // the function that is there
  SymbolId callee = 0;  // the client's function
};

// Sorted by place, path and method. Requests whose path is not known, tests and generated code are left out. Linear in the
// calls of the program; without clients only its symbols are looked at.
std::vector<ClientRequest> find_client_requests(const Program& program, const CallGraph& calls, const CallSites& sites,
                                                const RpcStubs& stubs, const Libraries& libraries);

}  // namespace loadline
