// Text and small pieces of HTML. Whatever comes from the analysed code goes through here.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reports/scalability_report.h"

namespace loadline::html {

// Nothing in it is markup, in content or in a quoted attribute; control characters and marks that reverse the direction of
// writing are spelled out ("\x0a").
std::string text(std::string_view words);

// The same, with what is between two backticks as <code>.
std::string prose(std::string_view words);

// The same as text(), and a line may end within it: after "::", "/" and "_". For long names in narrow columns.
std::string breakable(std::string_view words);

// A line of source code: tabs become spaces, and what is longer than a line can show is cut.
std::string code_line(std::string_view line);

// "12,345", with a thin space: 12 345.
std::string number(std::uint64_t value);
// "1.5", "12", "–" for what is not defined.
std::string decimal(double value, int digits);
std::string per_cent(double share);
// "1 module", "2 modules".
std::string numbered(std::uint64_t count, std::string_view noun);

// "src/a.cc:12", a link where the report has a template for them. "" for the program as a whole.
std::string place(const ScalabilityReport& report, std::string_view path, std::uint32_t line);

}  // namespace loadline::html
