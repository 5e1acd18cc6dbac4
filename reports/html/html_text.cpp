// Escapes and formats text for HTML.
// SPDX-License-Identifier: Apache-2.0
#include "reports/html/html_text.h"

#include <cmath>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "reports/link_template.h"
#include "reports/terminal_text.h"

namespace loadline::html {

std::string text(std::string_view words) {
  std::string out;
  for (const char c : terminal_text(words)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string prose(std::string_view words) {
  std::string out;
  while (!words.empty()) {
    const std::size_t open = words.find('`');
    const std::size_t close = open == std::string_view::npos ? open : words.find('`', open + 1);
    if (close == std::string_view::npos) return out + text(words);
    out += text(words.substr(0, open)) + "<code>" + text(words.substr(open + 1, close - open - 1)) + "</code>";
    words.remove_prefix(close + 1);
  }
  return out;
}

std::string breakable(std::string_view words) {
  std::string out, part;
  for (std::size_t i = 0; i < words.size(); ++i) {
    part += words[i];
    const bool ends_here = words[i] == '/' || words[i] == '_' || (words[i] == ':' && i > 0 && words[i - 1] == ':');
    if (!ends_here || i + 1 == words.size()) continue;
    out += text(part) + "<wbr>";
    part.clear();
  }
  return out + text(part);
}

std::string code_line(std::string_view line) {
  constexpr std::size_t kLongest = 200;
  std::string spaced;
  for (const char c : line.substr(0, kLongest)) spaced += c == '\t' ? std::string("  ") : std::string(1, c);
  return text(spaced) + (line.size() > kLongest ? "…" : "");
}

std::string number(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += "\u202f";
    out += digits[i];
  }
  return out;
}

std::string decimal(double value, int digits) {
  if (std::isnan(value)) return "–";
  const double scale = std::pow(10, digits);
  const auto scaled = static_cast<std::int64_t>(std::llround(std::abs(value) * scale));
  const auto whole = static_cast<std::uint64_t>(scaled / static_cast<std::int64_t>(scale));
  std::string out = (value < 0 && scaled != 0 ? "−" : "") + number(whole);
  if (digits == 0) return out;
  std::string rest = std::to_string(scaled % static_cast<std::int64_t>(scale));
  rest.insert(0, static_cast<std::size_t>(digits) - rest.size(), '0');
  return out + '.' + rest;
}

std::string per_cent(double share) {
  return std::isnan(share) ? "–" : decimal(100 * share, share < 0.1 && share > 0 ? 1 : 0) + "\u202f%";
}

std::string numbered(std::uint64_t count, std::string_view noun) { return number(count) + ' ' + plural(count, noun); }

std::string place(const ScalabilityReport& report, std::string_view path, std::uint32_t line) {
  if (path.empty()) return {};
  const std::string shown = text(path) + (line > 0 ? ':' + std::to_string(line) : "");
  const std::string link = link_to(report.link_template, path, line);
  if (link.empty()) return fmt::format("<span class=\"place\">{}</span>", shown);
  return fmt::format("<a class=\"place\" href=\"{}\">{}</a>", text(link), shown);
}

}  // namespace loadline::html
