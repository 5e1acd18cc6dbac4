// Handlers that no call names: overrides of a framework's virtual functions, and loops that wait for messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/model/configured_handler.h"
#include "analyzers/routes/route_expansion.h"

namespace loadline {

// Adds a route for each remote procedure ("/acme.v1.Shop/Buy"), for each override of a handler base that no route
// leads to yet, under the paths that configuration files give it, and for each function that waits for messages.
void find_unregistered_handlers(const ValueFlow& flow, const Libraries& libraries, const RouteExpansion& expansion,
                                std::span<const ConfiguredHandler> configured, std::vector<Route>& routes);

}  // namespace loadline
