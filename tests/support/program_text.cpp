// Reads the lines into facts, one TU per source file, and merges them as real ones are.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program_text.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/model/program_builder.h"

namespace loadline::test {
namespace {

struct Line {
  std::string from, to;  // to is empty for a file without dependencies
  std::string from_symbol, to_symbol;
  ReferenceKind kind = ReferenceKind::include;
  ImportKind import_kind = ImportKind::none;
  std::uint32_t line = 1;
  bool is_mark = false;
  std::uint32_t covered = 0;  // by a mark
  std::string rules, reason;  // of a mark
};

struct TextSymbol {
  SymbolKind kind = SymbolKind::unknown;
  std::string target_file;             // where a reference leads to it
  std::set<std::string> origin_files;  // where it refers to others
};

SymbolKind kind_of_target(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::call:
    case ReferenceKind::take_address: return SymbolKind::function;
    case ReferenceKind::override_: return SymbolKind::method;
    case ReferenceKind::read:
    case ReferenceKind::write: return SymbolKind::variable;
    case ReferenceKind::macro: return SymbolKind::macro;
    default: return SymbolKind::class_;
  }
}

SymbolKind kind_of_origin(ReferenceKind kind) {
  if (kind == ReferenceKind::inherit || kind == ReferenceKind::friend_) return SymbolKind::class_;
  return kind == ReferenceKind::override_ ? SymbolKind::method : SymbolKind::function;
}

ImportKind import_kind_of(const std::string& word) {
  for (const ImportKind kind : {ImportKind::exported, ImportKind::header, ImportKind::own}) {
    if (word == name_of(kind)) return kind;
  }
  return ImportKind::module;
}

[[noreturn]] void fail(std::size_t number, const std::string& line, const std::string& why) {
  throw std::runtime_error("program text, line " + std::to_string(number) + ": " + why + ": " + line);
}

std::vector<Line> read_lines(std::string_view text) {
  static const std::regex kLine(
      R"(\s*(\S+)(?:\s+(?:->|=([a-z]*)>)\s+(\S+)(?:\s+\[(\S+)\s+(\S+)\s+->\s+(\S+)\])?(?:\s+:(\d{1,7}))?)?\s*)");
  static const std::regex kMark(R"(\s*(\S+):(\d{1,7})(?:\s+for\s+(\d{1,7}))?\s+allow\(([^)]*)\)\s*(.*))");
  std::vector<Line> lines;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string written(text.substr(begin, end - begin));
    begin = end + 1;
    ++number;
    const std::string content = written.substr(0, written.find('#'));
    if (content.find_first_not_of(" \t\r") == std::string::npos) continue;
    std::smatch match;
    if (std::regex_match(content, match, kMark)) {
      Line& mark = lines.emplace_back();
      mark.from = match[1];
      mark.line = static_cast<std::uint32_t>(std::stoul(match[2]));
      mark.is_mark = true;
      mark.covered = match[3].matched ? static_cast<std::uint32_t>(std::stoul(match[3])) : mark.line;
      mark.rules = match[4];
      mark.reason = match[5];
      continue;
    }
    if (!std::regex_match(content, match, kLine)) fail(number, written, "not a dependency");
    Line& line = lines.emplace_back();
    line.from = match[1];
    if (match[2].matched) line.import_kind = import_kind_of(match[2]);
    line.to = match[3];
    line.from_symbol = match[5] == "-" ? std::string() : match[5].str();
    line.to_symbol = match[6];
    if (match[4].matched &&
        (!parse_reference_kind(match[4].str(), &line.kind) || line.kind == ReferenceKind::include)) {
      fail(number, written, "no such kind of reference between symbols");
    }
    if (match[7].matched) line.line = static_cast<std::uint32_t>(std::stoul(match[7]));
  }
  return lines;
}

std::map<std::string, TextSymbol> collect_symbols(const std::vector<Line>& lines) {
  std::map<std::string, TextSymbol> symbols;
  for (const Line& line : lines) {
    if (line.to_symbol.empty()) continue;
    TextSymbol& target = symbols[line.to_symbol];
    target.kind = kind_of_target(line.kind);
    if (!target.target_file.empty() && target.target_file != line.to) {
      throw std::runtime_error("program text: " + line.to_symbol + " is declared in " + target.target_file +
                               " and in " + line.to);
    }
    target.target_file = line.to;
  }
  for (const Line& line : lines) {
    if (line.from_symbol.empty()) continue;
    TextSymbol& origin = symbols[line.from_symbol];
    if (origin.kind == SymbolKind::unknown) origin.kind = kind_of_origin(line.kind);
    origin.origin_files.insert(line.from);
  }
  return symbols;
}

bool is_source(const std::string& path) {
  return path.ends_with(".c") || path.ends_with(".cc") || path.ends_with(".cpp");
}

class UnitWriter {
 public:
  explicit UnitWriter(const std::string& main_file) { file(main_file); }

  TuFacts facts;

  FileIndex file(const std::string& name) {
    const auto [found, is_new] = files_.try_emplace(name, static_cast<FileIndex>(facts.files.size()));
    if (is_new) {
      const bool is_system = name.starts_with('<') && name.ends_with('>');
      FileFact& fact = facts.files.emplace_back();
      fact.path = text(is_system ? name.substr(1, name.size() - 2) : name);
      fact.origin = is_system ? Origin::system : Origin::project;
      fact.owned = is_system ? 0 : 1;
    }
    return found->second;
  }

  void symbol(const std::string& name, const TextSymbol& symbol) {
    SymbolFact& fact = facts.symbols.emplace_back();
    fact.id = symbol_id(name);
    fact.name = text(name);
    fact.kind = symbol.kind;
    const bool is_class = symbol.kind == SymbolKind::class_;
    if (!symbol.target_file.empty()) declare(fact.id, symbol.target_file, is_class);
    for (const std::string& origin : symbol.origin_files) {
      if (origin != symbol.target_file) declare(fact.id, origin, !is_class || symbol.target_file.empty());
    }
  }

  void dependency(const Line& line) {
    const FileIndex from = file(line.from);
    facts.files[from].lines = std::max(facts.files[from].lines, line.line);
    if (line.is_mark) facts.marks.push_back({from, line.line, line.covered, text(line.rules), text(line.reason)});
    if (line.to.empty()) return;
    const FileIndex to = file(line.to);
    if (line.to_symbol.empty()) {
      const bool angled = facts.files[to].origin == Origin::system;
      facts.includes.push_back({from, to, line.line, facts.files[to].path, 0, angled, line.import_kind});
    } else {
      const SymbolId origin = line.from_symbol.empty() ? 0 : symbol_id(line.from_symbol);
      facts.references.push_back({origin, symbol_id(line.to_symbol), from, line.line, line.kind, 0});
    }
  }

 private:
  TextIndex text(const std::string& text) {
    facts.texts.push_back(text);
    return static_cast<TextIndex>(facts.texts.size() - 1);
  }
  void declare(SymbolId symbol, const std::string& path, bool is_definition) {
    facts.declarations.push_back({symbol, file(path), 1, 1, is_definition});
  }

  std::map<std::string, FileIndex> files_;
};

}  // namespace

SymbolId symbol_id(std::string_view qualified_name) {
  SymbolId id = 14695981039346656037u;  // FNV-1a
  for (const char c : qualified_name) id = (id ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return id;
}

Program program_from_text(std::string_view text) {
  const std::vector<Line> lines = read_lines(text);
  std::vector<std::string> main_files;
  for (const Line& line : lines) {
    for (const std::string& path : {line.from, line.to}) {
      if (is_source(path)) main_files.push_back(path);
    }
  }
  if (main_files.empty() && !lines.empty()) main_files.push_back(lines.front().from);
  std::sort(main_files.begin(), main_files.end());
  main_files.erase(std::unique(main_files.begin(), main_files.end()), main_files.end());

  ProgramBuilder builder;
  for (const std::string& main_file : main_files) {
    UnitWriter unit(main_file);
    // Headers and symbols belong to the first TU; a source file's own lines to its TU.
    const bool is_first = main_file == main_files.front();
    for (const Line& line : lines) {
      if (line.from == main_file || (is_first && !is_source(line.from))) unit.dependency(line);
    }
    if (is_first) {
      for (const auto& [name, symbol] : collect_symbols(lines)) unit.symbol(name, symbol);
    }
    builder.add(unit.facts);
  }
  return std::move(builder).build();
}

}  // namespace loadline::test
