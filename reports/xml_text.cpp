// Escapes text for XML.
// SPDX-License-Identifier: Apache-2.0
#include "reports/xml_text.h"

#include "reports/terminal_text.h"

namespace loadline {

// XML 1.0 has no way at all to write control characters, U+FFFE and U+FFFF. They are spelled out already.
std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : terminal_text(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&apos;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace loadline
