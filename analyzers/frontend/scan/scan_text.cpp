// The stored form of an include scan: one line a file.
// SPDX-License-Identifier: Apache-2.0
//
//   loadline-scan 1
//   F 91f0c2a1b2c3d4e5 0000000000000001 0 <root>/src/a.h      (content digest, variant, repeated, path)
//   M <root>/include/a.h                                      (looked for in vain)
//   P shop.cart                                               (the module it provides)
//   I shop.prices                                             (one it imports)
#include <charconv>

#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {
namespace {

constexpr std::string_view kHeader = "loadline-scan 1\n";

std::string hex(std::uint64_t value) {
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016llx", static_cast<unsigned long long>(value));
  return digits;
}

bool parse_hex(std::string_view text, std::uint64_t* value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value, 16);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_file(std::string_view line, const FilePaths& paths, ScannedFile* file) {
  constexpr std::size_t kPathAt = 16 + 1 + 16 + 1 + 1 + 1;
  if (line.size() <= kPathAt || !parse_hex(line.substr(0, 16), &file->digest)) return false;
  if (!parse_hex(line.substr(17, 16), &file->variant)) return false;
  file->repeated = line[34] == '1';
  file->path = paths.absolute(line.substr(kPathAt));
  return true;
}

}  // namespace

std::string encode_scan(const UnitScan& scan, const FilePaths& paths) {
  std::string text(kHeader);
  for (const ScannedFile& file : scan.files) {
    text += "F " + hex(file.digest) + " " + hex(file.variant) + (file.repeated ? " 1 " : " 0 ") +
            paths.portable(file.path) + "\n";
  }
  if (!scan.provides.empty()) text += "P " + scan.provides + "\n";
  for (const std::string& name : scan.imports) text += "I " + name + "\n";
  for (const std::string& path : scan.missing) text += "M " + paths.portable(path) + "\n";
  return text;
}

bool decode_scan(std::string_view text, const FilePaths& paths, UnitScan* scan) {
  if (!text.starts_with(kHeader) || text.back() != '\n') return false;
  text.remove_prefix(kHeader.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.starts_with("F ")) {
      if (!parse_file(line.substr(2), paths, &scan->files.emplace_back())) return false;
    } else if (line.starts_with("M ")) {
      scan->missing.push_back(paths.absolute(line.substr(2)));
    } else if (line.starts_with("P ")) {
      scan->provides = line.substr(2);
    } else if (line.starts_with("I ")) {
      scan->imports.emplace_back(line.substr(2));
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace loadline::frontend
