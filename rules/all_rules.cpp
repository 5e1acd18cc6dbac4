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
      &unused_include,
      &hidden_dependency,
      &mixed_concerns,
      &god_module,
      &low_cohesion,
      // tight coupling
      &tight_coupling,
      &unstable_dependency,
      &bidirectional_dependency,
      &hub_module,
      &metric_threshold,
      // services over a monolith
      &service_coupling,
      &shared_database,
      &missing_timeout,
      &synchronous_chain,
      // stateless services
      &stateful_handler,
      &unguarded_state,
      &local_disk_state,
      // elastic infrastructure
      &hardcoded_endpoint,
      &hardcoded_path,
      &fixed_concurrency,
      &no_graceful_shutdown,
      &no_health_endpoint,
      &no_environment_config,
      // asynchronous processing
      &blocking_handler,
      &detached_thread,
      &lock_across_blocking_call,
      // API first
      &unversioned_route,
      &unversioned_rpc,
      &unversioned_library_api,
      &unversioned_plugin_abi,
      // observability
      &unobserved_handler,
      &swallowed_exception,
      &no_metrics,
      &no_tracing,
      // one store for every use
      &one_size_fits_all_store,
      &store_outside_data_layer,
      // over-engineering
      &single_implementation_interface,
      &unused_abstraction,
      &pass_through_module,
      // the project's own
      &query,
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
