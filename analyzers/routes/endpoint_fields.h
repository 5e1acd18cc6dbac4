// Handlers that a macro describes in a field of their class: a lambda there assigns path and method.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/routes/route_expansion.h"

namespace loadline {

// Adds them to `routes`, in no particular order.
void find_endpoint_fields(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                          std::vector<Route>& routes);

}  // namespace loadline
