// The rules that exist; each is defined in the file of its id.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/engine/rule.h"

namespace loadline {

extern const Rule bidirectional_dependency;
extern const Rule blocking_handler;
extern const Rule degraded_analysis;
extern const Rule dependency_cycle;
extern const Rule detached_thread;
extern const Rule fixed_concurrency;
extern const Rule forbidden_dependency;
extern const Rule god_module;
extern const Rule hardcoded_endpoint;
extern const Rule hardcoded_path;
extern const Rule hidden_dependency;
extern const Rule hub_module;
extern const Rule independence_violation;
extern const Rule layer_violation;
extern const Rule local_disk_state;
extern const Rule lock_across_blocking_call;
extern const Rule low_cohesion;
extern const Rule metric_threshold;
extern const Rule mixed_concerns;
extern const Rule no_environment_config;
extern const Rule no_graceful_shutdown;
extern const Rule no_health_endpoint;
extern const Rule no_metrics;
extern const Rule no_tracing;
extern const Rule one_size_fits_all_store;
extern const Rule pass_through_module;
extern const Rule missing_timeout;
extern const Rule private_access;
extern const Rule query;
extern const Rule service_coupling;
extern const Rule shared_database;
extern const Rule single_implementation_interface;
extern const Rule stale_baseline;
extern const Rule stateful_handler;
extern const Rule store_outside_data_layer;
extern const Rule suppression_without_reason;
extern const Rule swallowed_exception;
extern const Rule synchronous_chain;
extern const Rule tight_coupling;
extern const Rule unassigned_file;
extern const Rule undeclared_dependency;
extern const Rule unguarded_state;
extern const Rule unmatched_rule;
extern const Rule unobserved_handler;
extern const Rule unstable_dependency;
extern const Rule unused_include;
extern const Rule unused_abstraction;
extern const Rule unused_suppression;
extern const Rule unversioned_library_api;
extern const Rule unversioned_plugin_abi;
extern const Rule unversioned_route;
extern const Rule unversioned_rpc;

}  // namespace loadline
