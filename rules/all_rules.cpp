// The explicit list of all rules, one line for each.
// SPDX-License-Identifier: Apache-2.0
#include "rules/all_rules.h"

#include <array>

// In the order of every listing; within a principle it is that of the scorecard. Each rule is defined in
// <principle>/<id>.cpp as a value of this name.
#define LOADLINE_RULES(RULE)            \
  RULE(dependency_cycle)                \
  RULE(layer_violation)                 \
  RULE(forbidden_dependency)            \
  RULE(independence_violation)          \
  RULE(private_access)                  \
  RULE(undeclared_dependency)           \
  RULE(unassigned_file)                 \
  RULE(unused_include)                  \
  RULE(hidden_dependency)               \
  RULE(mixed_concerns)                  \
  RULE(god_module)                      \
  RULE(low_cohesion)                    \
  RULE(tight_coupling)                  \
  RULE(unstable_dependency)             \
  RULE(bidirectional_dependency)        \
  RULE(hub_module)                      \
  RULE(metric_threshold)                \
  RULE(service_coupling)                \
  RULE(missing_timeout)                 \
  RULE(synchronous_chain)               \
  RULE(shared_database)                 \
  RULE(stateful_handler)                \
  RULE(unguarded_state)                 \
  RULE(local_disk_state)                \
  RULE(hardcoded_endpoint)              \
  RULE(hardcoded_path)                  \
  RULE(fixed_concurrency)               \
  RULE(no_graceful_shutdown)            \
  RULE(no_health_endpoint)              \
  RULE(no_environment_config)           \
  RULE(blocking_handler)                \
  RULE(detached_thread)                 \
  RULE(lock_across_blocking_call)       \
  RULE(unversioned_route)               \
  RULE(unversioned_rpc)                 \
  RULE(unversioned_library_api)         \
  RULE(unversioned_plugin_abi)          \
  RULE(unobserved_handler)              \
  RULE(swallowed_exception)             \
  RULE(no_metrics)                      \
  RULE(no_tracing)                      \
  RULE(one_size_fits_all_store)         \
  RULE(store_outside_data_layer)        \
  RULE(single_implementation_interface) \
  RULE(unused_abstraction)              \
  RULE(pass_through_module)             \
  RULE(query)                           \
  RULE(unmatched_rule)                  \
  RULE(unused_suppression)              \
  RULE(suppression_without_reason)      \
  RULE(stale_baseline)                  \
  RULE(degraded_analysis)

namespace loadline {

#define DECLARE(rule) extern const Rule rule;
LOADLINE_RULES(DECLARE)
#undef DECLARE

RuleList all_rules() {
#define ADDRESS(rule) &rule,
  static constexpr std::array kRules = {LOADLINE_RULES(ADDRESS)};
#undef ADDRESS
  return kRules;
}

const Rule* find_rule(std::string_view id) { return find_rule(all_rules(), id); }

RuleSettings default_rule_settings() {
  RuleSettings settings;
  for (const Rule* rule : all_rules()) {
    if (!rule->on_by_default) continue;
    RuleEntry entry;
    entry.severity = rule->severity;
    settings.entries[std::string(rule->id)] = {with_defaults(*rule, entry)};
  }
  return settings;
}

}  // namespace loadline
