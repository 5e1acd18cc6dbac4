// Declares common arguments.
// SPDX-License-Identifier: Apache-2.0
#include "tool/commands/common_arguments.h"

#include <fmt/core.h>

namespace loadline {

void add_output(Arguments& arguments, std::string& target) {
  arguments.add_option("-o,--output", target, "Where to write; default: stdout").shown_as("FILE");
}

void add_kinds(Arguments& arguments, std::vector<std::string>& target) {
  arguments.add_option("--kinds", target, "Only these kinds of reference, e.g. call,inherit")
      .shown_as("KIND,…")
      .split_at(',')
      .one_value_each();
}

void add_fail_on(Arguments& arguments, std::optional<Severity>& target, const std::string& findings) {
  const Choices<std::optional<Severity>> severities{
      {"note", Severity::note}, {"warning", Severity::warning}, {"error", Severity::error}};
  arguments.add_choice("--fail-on", target, severities,
                       fmt::format("Exit with 1 for {} of this severity or above; default: fail_on of the "
                                   "configuration, else error",
                                   findings));
}

}  // namespace loadline
