// The explicit list of commands, in the order of --help: what most people want first.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tool/commands/commands.h"

namespace loadline {

std::span<const Command* const> all_commands() {
  static constexpr std::array kCommands{
      &check_command, &graph_command,   &report_command, &why_command,    &impact_command,   &cut_command,
      &diff_command,  &query_command,   &api_command,    &init_command,   &baseline_command, &doctor_command,
      &rules_command, &explain_command, &facts_command,  &schema_command, &version_command,
  };
  return kCommands;
}

}  // namespace loadline
