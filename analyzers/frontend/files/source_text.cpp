// Turns header units into includes and UTF-16 into UTF-8 while files are read.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/source_text.h"

#include <fmt/core.h>
#include <llvm/Support/ConvertUTF.h>

#include <algorithm>
#include <utility>

namespace loadline::frontend {
namespace {

bool is_utf16(llvm::StringRef content) {
  return content.starts_with(llvm::StringRef("\xff\xfe", 2)) || content.starts_with(llvm::StringRef("\xfe\xff", 2));
}

std::optional<std::string> from_utf16(llvm::StringRef content) {
  std::string text;
  if (content.size() % 2 != 0) content = content.drop_back();
  if (!llvm::convertUTF16ToUTF8String(llvm::ArrayRef<char>(content.data(), content.size()), text)) return std::nullopt;
  const llvm::StringRef mark("\xef\xbb\xbf");
  if (llvm::StringRef(text).starts_with(mark)) text.erase(0, mark.size());
  return text;
}

// "<vector>" of "export import <vector>;"; empty for any other line.
llvm::StringRef imported_header(llvm::StringRef line) {
  line = line.ltrim(" \t");
  if (line.consume_front("export")) {
    if (!line.starts_with(" ") && !line.starts_with("\t")) return {};
    line = line.ltrim(" \t");
  }
  if (!line.consume_front("import")) return {};
  line = line.ltrim(" \t");
  const char close = line.starts_with("<") ? '>' : line.starts_with("\"") ? '"' : '\0';
  const std::size_t end = close == '\0' ? llvm::StringRef::npos : line.find(close, 1);
  if (end == llvm::StringRef::npos || !line.drop_front(end + 1).contains(';')) return {};
  return line.substr(0, end + 1);
}

// Appends lines to `result` in another form; begins with a copy of all before the first.
class LineChanger {
 public:
  explicit LineChanger(llvm::StringRef content) : content_(content) {}

  void replace(std::size_t begin, std::size_t end, const std::string& line) {
    result_ += content_.slice(copied_, begin).str() + line;
    copied_ = end;
    is_changed_ = true;
  }
  std::optional<std::string> result() && {
    if (!is_changed_) return std::nullopt;
    return result_ + content_.substr(copied_).str();
  }

 private:
  llvm::StringRef content_;
  std::string result_;
  std::size_t copied_ = 0;
  bool is_changed_ = false;
};

// The line around `at`, without its line break.
std::pair<std::size_t, std::size_t> line_at(llvm::StringRef content, std::size_t at) {
  return {content.rfind('\n', at) + 1, std::min(content.find('\n', at), content.size())};  // npos + 1 == 0
}

std::optional<std::string> with_includes(llvm::StringRef content) {
  LineChanger changer(content);
  for (std::size_t at = content.find("import"); at != llvm::StringRef::npos; at = content.find("import", at + 1)) {
    const std::size_t after = content.find_first_not_of(" \t", at + 6);
    if (after == llvm::StringRef::npos || (content[after] != '<' && content[after] != '"')) continue;
    const auto [begin, end] = line_at(content, at);
    const llvm::StringRef header = imported_header(content.slice(begin, end));
    if (!header.empty()) changer.replace(begin, end, fmt::format("#{}import {}", kHeaderUnitMark.str(), header.str()));
  }
  return std::move(changer).result();
}

// `#include "b\store.h"`: where the name begins and ends in the line; twice npos for any other line.
std::pair<std::size_t, std::size_t> name_of_include(llvm::StringRef line) {
  constexpr std::pair kNone{llvm::StringRef::npos, llvm::StringRef::npos};
  llvm::StringRef rest = line.ltrim(" \t");
  if (!rest.consume_front("#")) return kNone;
  rest = rest.ltrim(" \t");
  if (!rest.consume_front("include")) return kNone;
  rest = rest.ltrim(" \t");
  const char close = rest.starts_with("<") ? '>' : rest.starts_with("\"") ? '"' : '\0';
  const std::size_t begin = line.size() - rest.size();
  const std::size_t end = close == '\0' ? llvm::StringRef::npos : line.find(close, begin + 1);
  return end == llvm::StringRef::npos ? kNone : std::pair{begin, end};
}

std::optional<std::string> with_slashes(llvm::StringRef content) {
  LineChanger changer(content);
  for (std::size_t at = content.find('\\'); at != llvm::StringRef::npos; at = content.find('\\', at + 1)) {
    const auto [begin, end] = line_at(content, at);
    std::string line = content.slice(begin, end).str();
    const auto [name, name_end] = name_of_include(line);
    if (name == llvm::StringRef::npos || at - begin < name || name_end < at - begin) continue;
    std::replace(line.begin() + static_cast<std::ptrdiff_t>(name), line.begin() + static_cast<std::ptrdiff_t>(name_end),
                 '\\', '/');
    changer.replace(begin, end, line);
    at = end - 1;
  }
  return std::move(changer).result();
}

}  // namespace

std::optional<std::string> readable_text(llvm::StringRef content) {
  std::optional<std::string> text;
  const auto apply = [&](std::optional<std::string> changed) {
    if (changed) text = std::move(changed);
  };
  if (is_utf16(content)) apply(from_utf16(content));
  apply(with_slashes(text ? llvm::StringRef(*text) : content));
  apply(with_includes(text ? llvm::StringRef(*text) : content));
  return text;
}

}  // namespace loadline::frontend
