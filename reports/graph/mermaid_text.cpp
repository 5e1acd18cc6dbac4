// Spells out what Mermaid would obey.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/mermaid_text.h"

#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

std::string mermaid_text(std::string_view text) {
  return spelled_out(text, " _/.:,()+-=@", [](char c) { return '#' + std::to_string(static_cast<int>(c)) + ';'; });
}

}  // namespace

std::string mermaid_label(std::string_view text) { return '"' + mermaid_text(text) + '"'; }

std::string mermaid_label(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "<br/>") + mermaid_text(line);
  return '"' + out + '"';
}

}  // namespace loadline
