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
      &independence_violation,
      &private_access,
      &undeclared_dependency,
      &unassigned_file,
      &god_module,
      &low_cohesion,
      // tight coupling
      &tight_coupling,
      &unstable_dependency,
      &bidirectional_dependency,
      &hub_module,
      &metric_threshold,
      // services over a monolith
      &missing_timeout,
      &synchronous_chain,
      // stateless services
      &stateful_handler,
      &unguarded_state,
      &local_disk_state,
      // elastic infrastructure
      &hardcoded_endpoint,
      // asynchronous processing
      &blocking_handler,
      &detached_thread,
      &lock_across_blocking_call,
      // API first
      &unversioned_route,
      // observability
      &swallowed_exception,
      // the rules themselves
      &unmatched_rule,
      &unused_suppression,
      &suppression_without_reason,
      &stale_baseline,
      &degraded_analysis,
  };
  return kRules;
}

}  // namespace loadline
