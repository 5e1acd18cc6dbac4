// Clean-up of compile arguments: response files, cl.exe, and the filter.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/arguments.h"

#include <utility>

#include "analyzers/frontend/commands/argument_filter.h"
#include "analyzers/frontend/commands/cl_arguments.h"
#include "analyzers/frontend/commands/module_flags.h"
#include "analyzers/frontend/commands/preprocessor_words.h"
#include "analyzers/frontend/commands/present_library.h"
#include "analyzers/frontend/commands/response_files.h"
#include "analyzers/frontend/commands/sanitizer_macros.h"
#include "analyzers/frontend/commands/vendor_words.h"

namespace loadline::frontend {

CleanArguments clean_arguments(std::vector<std::string> arguments, const std::string& directory) {
  CleanArguments clean;
  if (arguments.empty()) return clean;
  // Files of modules may be named after response files as well, and in them.
  arguments = without_module_files(std::move(arguments), clean.changes);
  arguments = without_module_files(with_response_files(arguments, directory, clean.changes), clean.changes);
  arguments = is_cl_command(arguments) ? from_cl_arguments(arguments, directory, clean.changes)
                                       : with_sanitizers(with_clang_names(arguments, clean.changes));
  arguments = with_present_library(with_plain_options(arguments, clean.changes), directory, clean.changes);
  CleanArguments filtered = filter_arguments(arguments);
  filtered.changes.insert(filtered.changes.begin(), clean.changes.begin(), clean.changes.end());
  return filtered;
}

}  // namespace loadline::frontend
