// The commands by name, for the list in all_commands.cpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tool/command.h"

namespace loadline {

extern const Command baseline_command;
extern const Command api_command;
extern const Command check_command;
extern const Command cut_command;
extern const Command diff_command;
extern const Command doctor_command;
extern const Command explain_command;
extern const Command facts_command;
extern const Command graph_command;
extern const Command impact_command;
extern const Command init_command;
extern const Command query_command;
extern const Command report_command;
extern const Command rules_command;
extern const Command schema_command;
extern const Command version_command;
extern const Command why_command;

}  // namespace loadline
