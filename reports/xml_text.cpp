// Escapes text for XML.
// SPDX-License-Identifier: Apache-2.0
#include "reports/xml_text.h"

#include <cstddef>

#include "reports/terminal_text.h"

namespace loadline {

// XML 1.0 has no way at all to write control characters, U+FFFE and U+FFFF. The first are spelled out already.
std::string xml_text(std::string_view text) {
  std::string out;
  const std::string shown = terminal_text(text);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const std::string_view character = std::string_view(shown).substr(i, 3);
    if (character == "\xef\xbf\xbe" || character == "\xef\xbf\xbf") {
      out += character == "\xef\xbf\xbe" ? "\\xef\\xbf\\xbe" : "\\xef\\xbf\\xbf";
      i += 2;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&apos;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace loadline
