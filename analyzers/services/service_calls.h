// Which requests of the program are answered by which of its services.
// SPDX-License-Identifier: Apache-2.0
//
//   gateway   stock_->Count(&context, request, &reply)     inventory answers /shop.Stock/Count
//   gateway   client.Get("/v1/products/" + id)             catalog answers GET /v1/products/:id
//   orders    client.Get("/health")                        not listed: all of them answer it
#pragma once

#include <vector>

#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"

namespace loadline {

struct ServiceCall {
  std::uint32_t request = 0;  // into the requests
  std::uint32_t service = 0;  // into the running services: that answers
  std::uint32_t route = 0;    // into the routes
};

// In order of requests; one call for each that exactly one service can answer. The route that has most in common with the
// request wins (see equal_segments). A service does not send requests to itself: where it and another answer, it is the
// other. `owners`: see owners_of_files.
std::vector<ServiceCall> find_service_calls(const std::vector<ClientRequest>& requests,
                                            const std::vector<Route>& routes,
                                            const std::vector<RunningService>& services,
                                            const std::vector<std::uint32_t>& owners);

}  // namespace loadline
