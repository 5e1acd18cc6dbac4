// Which service each file belongs to. Libraries that several services share belong to none.
// SPDX-License-Identifier: Apache-2.0
//
//   services/orders/main.cpp      executable orders                 → orders, whose own module it is
//   services/orders/pricing.cpp   library orders_core, linked by    → orders, as it is only in the folder of orders,
//                                 orders and gateway                  whoever links it
//   libs/http/server.cpp          library http, linked by both      → none
#pragma once

#include <vector>

#include "analyzers/model/modules.h"
#include "analyzers/services/running_services.h"

namespace loadline {

// By file: a number into `services`, or kNone.
std::vector<std::uint32_t> owners_of_files(const Program& program, const Modules& modules,
                                           const std::vector<RunningService>& services);

}  // namespace loadline
