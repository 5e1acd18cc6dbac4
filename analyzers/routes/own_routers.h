// Routers that no model knows: what a program, or a library it uses, does by itself to bind paths to functions.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/routes/route_expansion.h"

namespace loadline {

// Adds the entries of tables from paths to callables, and the calls of functions that are given a path and a callable at
// least three times and hardly anything else. Places that are routes already are left alone.
void find_own_routers(const ValueFlow& flow, const Libraries& libraries, RouteExpansion& expansion,
                      std::vector<Route>& routes);

}  // namespace loadline
