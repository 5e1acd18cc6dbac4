// Routes of programs without a router: what they compare the target of a request with.
// SPDX-License-Identifier: Apache-2.0
//
//   if (req.method() == verb::get && req.target() == "/v1/x") return list(req);     GET /v1/x → list
//   auto found = handlers_.find(path);                                              every key of handlers_
#pragma once

#include "analyzers/routes/route_expansion.h"

namespace loadline {

// Adds them to `routes`, in no particular order: for each comparison a route, and for each function that compares or
// first gets the request a route without a path, unless it is a handler already.
void find_dispatched_routes(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                            std::vector<Route>& routes);

}  // namespace loadline
