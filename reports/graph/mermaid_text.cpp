// Spells out what Mermaid would obey.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/mermaid_text.h"

namespace loadline {
namespace {

std::string spelled_out(std::string_view text) {
  constexpr std::string_view kPlain = " _/.:,()+-=@";
  std::string out;
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || static_cast<unsigned char>(c) >= 0x80 || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '#' + std::to_string(static_cast<int>(c)) + ';';
    }
  }
  return out;
}

}  // namespace

std::string mermaid_label(std::string_view text) { return '"' + spelled_out(text) + '"'; }

std::string mermaid_label(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "<br/>") + spelled_out(line);
  return '"' + out + '"';
}

}  // namespace loadline
