// Where a handler that is registered for several methods serves each of them.
// SPDX-License-Identifier: Apache-2.0
//
//   app.registerHandler("/users", [](auto& request, auto&& answer) {
//     if (request->method() == Get) list(answer);                   GET /users runs here
//     else if (request->method() == Post) add(request, answer);     POST /users runs here
//   }, {Get, Post});
#pragma once

#include "analyzers/routes/request_parts.h"
#include "analyzers/routes/route.h"

namespace loadline {

// Sets Route::conditions of registered routes whose handler compares the method.
void find_method_lines(const ValueFlow& flow, const RequestParts& parts, std::vector<Route>& routes);

}  // namespace loadline
