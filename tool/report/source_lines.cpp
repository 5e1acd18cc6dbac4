// Reads source lines.
// SPDX-License-Identifier: Apache-2.0
#include "tool/report/source_lines.h"

#include <fstream>
#include <map>
#include <set>

namespace loadline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestLine = 400;

using Wanted = std::map<std::string, std::set<std::uint32_t>>;

void want(const Place& place, const Program& program, Wanted& wanted) {
  const FileIndex file = program.find_file(place.path);
  if (place.line == 0 || file == kNone || program.files()[file].origin != Origin::project) return;
  std::set<std::uint32_t>& lines = wanted[place.path];
  lines.insert({place.line, place.line + 1});
  if (place.line > 1) lines.insert(place.line - 1);
}

bool lies_inside(const fs::path& root, const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  if (error) return false;
  const fs::path inside = real.lexically_relative(root);
  return !inside.empty() && *inside.begin() != "..";
}

void read(const fs::path& file, const std::string& path, const std::set<std::uint32_t>& lines, SourceLines& sources) {
  std::ifstream in(file);
  std::uint32_t number = 0;
  for (std::string line; number < *lines.rbegin() && std::getline(in, line);) {
    if (lines.count(++number) == 0) continue;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    sources[{path, number}] = line.substr(0, kLongestLine);
  }
}

}  // namespace

SourceLines read_source_lines(const fs::path& root, const Program& program,
                              const std::vector<JudgedFinding>& findings) {
  Wanted wanted;
  for (const JudgedFinding& judged : findings) {
    want(judged.finding.where, program, wanted);
    for (const Step& step : judged.finding.trail) want(step.where, program, wanted);
  }
  SourceLines sources;
  for (const auto& [path, lines] : wanted) {
    const fs::path file = root / path;
    if (lies_inside(root, file)) read(file, path, lines, sources);
  }
  return sources;
}

}  // namespace loadline
