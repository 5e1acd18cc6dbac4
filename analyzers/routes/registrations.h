// Routes that are registered: a call, an assignment or a field of a framework binds a path to a handler.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/routes/route_expansion.h"

namespace loadline {

// Adds them to `routes`, in no particular order.
void find_registered_routes(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                            std::vector<Route>& routes);

}  // namespace loadline
