// Writing results: to stdout, or to a file that appears whole or not at all.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace loadline {

// Writes to `file` by a temporary beside it and a rename; "" or "-" means stdout. A write that fails (full disk, no
// such folder, closed pipe) throws AnalysisFailure and leaves an older file as it was.
void write_output(const std::string& file, const std::function<void(std::ostream&)>& write);

// Throws UserError when the name of the file says that it is a page, and the format is not one: names from the code would
// be markup there.
void require_no_page(const std::string& file, std::string_view format);

}  // namespace loadline
