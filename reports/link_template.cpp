// Fills in link templates.
// SPDX-License-Identifier: Apache-2.0
#include "reports/link_template.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

constexpr std::string_view kPath = "{path}", kLine = "{line}";

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view kKept = "-._~/", kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter_or_digit(c) || kKept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

void require_link_template(std::string_view link_template) {
  if (link_template.empty()) return;
  constexpr std::array<std::string_view, 7> kSchemes = {"https://", "http://",   "file://", "vscode://",
                                                        "idea://",  "cursor://", "zed://"};
  const auto starts = [&](std::string_view scheme) { return link_template.starts_with(scheme); };
  const auto is_unfit = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || std::string_view("\"'<>[]`\\|").find(c) != std::string_view::npos;
  };
  if (link_template.find(kPath) == std::string_view::npos || std::none_of(kSchemes.begin(), kSchemes.end(), starts) ||
      std::any_of(link_template.begin(), link_template.end(), is_unfit)) {
    throw UserError(fmt::format("\"{}\" is not a link template", link_template),
                    "an example: https://github.com/me/project/blob/main/{path}#L{line}");
  }
}

std::string link_to(std::string_view link_template, std::string_view path, std::uint32_t line) {
  if (link_template.empty() || path.empty()) return {};
  std::string link(link_template);
  replace_all(link, kLine, std::to_string(std::max(line, 1u)));
  // Last, so that nothing in a path is taken for a placeholder.
  replace_all(link, kPath, percent_encoded(path));
  return link;
}

}  // namespace loadline
