// The explicit list of all rules.
// SPDX-License-Identifier: Apache-2.0
#include "rules/all_rules.h"

#include <array>

namespace loadline {

std::span<const Rule* const> all_rules() {
  static constexpr std::array kRules = {
      // modularity
      &dependency_cycle,
      &layer_violation,
      &forbidden_dependency,
      &unassigned_file,
      // stateless services
      &stateful_handler,
      &unguarded_state,
      // elastic infrastructure
      &hardcoded_endpoint,
      // asynchronous processing
      &blocking_handler,
      &detached_thread,
      // API first
      &unversioned_route,
      // observability
      &swallowed_exception,
      // the rules themselves
      &unmatched_rule,
      &degraded_analysis,
  };
  return kRules;
}

}  // namespace loadline
