// Marks in fixtures, references in programs, and their difference.
// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzers/frontend/expected_references.h"

#include <algorithm>
#include <fstream>
#include <string_view>

#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/effects.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\\");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\\") - begin + 1));
}

// Splits at commas that are not inside parentheses.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c != ',' || (depth > 0 && i < text.size())) continue;
    std::string part = trimmed(text.substr(begin, i - begin));
    if (!part.empty()) parts.push_back(std::move(part));
    begin = i + 1;
  }
  return parts;
}

// The text of the mark in `line`, and whether nothing else is on it.
struct Mark {
  std::string text;
  bool alone = false;
};

bool find_mark(const std::string& line, const std::string& label, Mark* mark) {
  std::size_t at = std::min(line.find("// " + label), line.find("/* " + label));
  if (at == std::string::npos) return false;
  mark->alone = line.find_first_not_of(" \t") == at;
  std::string text = line.substr(at + 3 + label.size());
  const std::size_t end = text.rfind("*/");
  mark->text = end == std::string::npos ? text : text.substr(0, end);
  return true;
}

void read_marks(const fs::path& file, const std::string& name, const std::string& label, Marks& marks) {
  std::ifstream in(file);
  std::vector<std::string> pending;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    Mark mark;
    if (find_mark(line, label, &mark)) {
      const std::vector<std::string> parts = split(mark.text);
      pending.insert(pending.end(), parts.begin(), parts.end());
      if (mark.alone) continue;
    }
    if (pending.empty()) continue;
    std::sort(pending.begin(), pending.end());
    marks[name + ":" + std::to_string(number)] = std::move(pending);
    pending.clear();
  }
}

bool is_in_project(const Program& program, FileIndex file) {
  return file != kNone && program.files()[file].origin == Origin::project;
}

}  // namespace

Marks expected_marks(const fs::path& root, const std::string& label) {
  Marks marks;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = entry.path().lexically_relative(root).generic_string();
    if (entry.is_regular_file() && name != "compile_commands.json") read_marks(entry.path(), name, label, marks);
  }
  return marks;
}

SymbolNames::SymbolNames(const Program& program) : program_(program) {
  std::map<std::string_view, std::vector<SymbolIndex>> by_name;
  for (SymbolIndex i = 0; i < program.symbols().size(); ++i) {
    const Symbol& symbol = program.symbols()[i];
    names_.emplace_back(symbol.name);
    by_name[symbol.name].push_back(i);
  }
  for (auto& [name, symbols] : by_name) {
    if (symbols.size() == 1) continue;
    std::sort(symbols.begin(), symbols.end(), [&](SymbolIndex a, SymbolIndex b) {
      return program.symbols()[a].declared < program.symbols()[b].declared;
    });
    std::map<FileIndex, int> in_file;
    for (const SymbolIndex i : symbols) {
      const Symbol& symbol = program.symbols()[i];
      const FileIndex file = symbol.declared.file;
      const std::string path(file == kNone ? "nowhere" : program.files()[file].path);
      const std::string place = "@" + path + "#" + std::to_string(++in_file[file]);
      names_[i] += symbol.signature.starts_with("(") ? std::string(symbol.signature) : place;
    }
  }
}

std::string SymbolNames::of(SymbolIndex index) const { return index == kNone ? "-" : names_[index]; }

std::string SymbolNames::of_id(SymbolId id) const { return id == 0 ? "-" : of(program_.find_symbol(id)); }

Marks found_references(const Program& program) {
  const SymbolNames names(program);
  Marks marks;
  for (const Reference& reference : program.references()) {
    if (!is_in_project(program, program.file_of(reference.to))) continue;
    std::string text = (reference.flags & kImplicitReference) != 0 ? "~" : "";
    text += name_of(reference.kind());
    if ((reference.flags & kVirtualDispatch) != 0) text += "^";
    if ((reference.flags & kFromInstantiation) != 0) text += "*";
    marks[text_of(program, reference.where())].push_back(text + " " + names.of(reference.from) + " -> " +
                                                         names.of(reference.to));
  }
  for (const Include& include : program.includes()) {
    if (!is_in_project(program, include.from) || !is_in_project(program, include.to)) continue;
    marks[text_of(program, {include.from, include.line})].push_back("include -> " +
                                                                    std::string(program.files()[include.to].path));
  }
  for (auto& [place, texts] : marks) std::sort(texts.begin(), texts.end());
  return marks;
}

std::string differences(const Marks& expected, const Marks& found) {
  std::vector<std::pair<std::string, std::string>> missing, unexpected;
  const auto flat = [](const Marks& marks) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [place, texts] : marks) {
      for (const std::string& text : texts) all.emplace_back(place, text);
    }
    return all;
  };
  const auto wanted = flat(expected), present = flat(found);
  std::set_difference(wanted.begin(), wanted.end(), present.begin(), present.end(), std::back_inserter(missing));
  std::set_difference(present.begin(), present.end(), wanted.begin(), wanted.end(), std::back_inserter(unexpected));
  std::vector<std::string> lines;
  for (const auto& [place, text] : missing) lines.push_back(place + ": missing: " + text);
  for (const auto& [place, text] : unexpected) lines.push_back(place + ": unexpected: " + text);
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

}  // namespace loadline::test
