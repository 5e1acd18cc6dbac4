// The rules that exist; each is defined in the file of its id.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/rule.h"

namespace loadline {

extern const Rule blocking_handler;
extern const Rule degraded_analysis;
extern const Rule dependency_cycle;
extern const Rule detached_thread;
extern const Rule forbidden_dependency;
extern const Rule hardcoded_endpoint;
extern const Rule layer_violation;
extern const Rule stateful_handler;
extern const Rule swallowed_exception;
extern const Rule unassigned_file;
extern const Rule unguarded_state;
extern const Rule unmatched_rule;
extern const Rule unversioned_route;

}  // namespace loadline
