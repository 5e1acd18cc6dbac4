// The merge: every TU is translated into common numbers as it comes in; build() sorts and renumbers.
// SPDX-License-Identifier: Apache-2.0
//
//   TU 1: files [a.cc, log.h]   ─┐ add()                                  build()
//   TU 2: files [b.cc, log.h]   ─┴──▶ numbers in order of arrival   ───▶  indexes in order of content
//                                     a.cc=0 log.h=1 b.cc=2               a.cc=0 b.cc=1 log.h=2
//
// Numbers of arrival keep the records small while adding (16 bytes a reference) and never leave this file. What leaves
// it is numbered by content alone, which is why the order of add() cannot show. Linear cost, besides the sorts.
#include "analyzers/model/program_builder.h"

#include <algorithm>
#include <future>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analyzers/model/merge/body_merger.h"
#include "analyzers/model/merge/declared_places.h"
#include "analyzers/model/merge/duck_typing.h"
#include "analyzers/model/merge/same_names.h"
#include "analyzers/model/merge/symbol_merger.h"
#include "analyzers/model/merge/text_pool.h"
#include "analyzers/words/path_pattern.h"

namespace loadline {
namespace {

constexpr std::uint32_t kMaxLine = (1u << 24) - 1;  // of Reference::line

auto order_of(const Reference& r) {
  return std::tuple(r.file, std::uint32_t{r.line}, std::uint32_t{r.kind_bits}, r.to, r.from, std::uint32_t{r.flags});
}
const Declaration& order_of(const Declaration& d) { return d; }  // knows its own order
auto order_of(const Include& i) {
  return std::tuple(i.from, i.line, i.to, i.angled, i.spelling, i.condition, i.import_kind);
}
auto order_of(const BaseFact& b) { return std::tuple(b.derived, b.base); }
auto order_of(const Mark& m) { return std::tuple(m.where, m.covered, m.rules, m.reason, m.fault); }
// The source comes last: of equal problems the one of the first source is kept.
auto order_of(const Problem& p) { return std::tuple(p.where, p.kind, p.message, p.source); }

bool same(const Problem& left, const Problem& right) {
  return std::tie(left.where, left.kind, left.message) == std::tie(right.where, right.kind, right.message);
}
template <class Record>
bool same(const Record& left, const Record& right) {
  return order_of(left) == order_of(right);
}

template <class Iterator>
Iterator sort_unique(Iterator first, Iterator last) {
  std::sort(first, last, [](const auto& left, const auto& right) { return order_of(left) < order_of(right); });
  return std::unique(first, last, [](const auto& left, const auto& right) { return same(left, right); });
}

template <class Record>
void sort_unique(std::vector<Record>& records) {
  records.erase(sort_unique(records.begin(), records.end()), records.end());
}

// Sorts references with a counting pass by file and then within each file, which stays in the processor's cache.
// Answers where each file's references begin, one past the end included.
std::vector<std::uint32_t> sort_references(std::vector<Reference>& references, std::size_t files) {
  std::vector<std::uint32_t> ends(files + 1);
  for (const Reference& reference : references) ++ends[reference.file + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());  // ends[f]: where file f begins; moves on to where it ends
  std::vector<Reference> by_file(references.size());
  for (const Reference& reference : references) by_file[ends[reference.file]++] = reference;

  std::vector<std::uint32_t> first(files + 1);
  auto kept = references.begin();
  auto begin = by_file.begin();
  for (std::size_t file = 0; file < files; ++file) {
    const auto end = by_file.begin() + ends[file];
    kept = std::copy(begin, sort_unique(begin, end), kept);
    first[file + 1] = static_cast<std::uint32_t>(kept - references.begin());
    begin = end;
  }
  references.erase(kept, references.end());
  return first;
}

}  // namespace

struct ProgramBuilder::State {
  // How one TU's indexes are written in the numbers of arrival.
  struct Translation {
    std::vector<std::uint32_t> texts;
    std::vector<std::uint32_t> files;

    FileIndex file(FileIndex index) const { return index == kNone ? kNone : files[index]; }
  };

  std::vector<Glob> third_party;
  TextPool texts;
  std::unordered_map<std::uint64_t, std::uint32_t> file_numbers;  // by path (text number) and origin
  std::vector<File> files;
  SymbolMerger symbols;
  std::vector<std::uint32_t> defined_in_unit;  // by symbol number: the last unit that defines it, counted from 1
  std::vector<std::uint32_t> owned_by_unit;    // the same, of units that own the file of the definition
  std::vector<UnitRecords> unit_records;
  std::vector<DefinedSymbol> definitions;
  // Until build(), the indexes in these are numbers of arrival.
  std::vector<Declaration> declarations;
  std::vector<Reference> references;
  std::vector<Include> includes;
  std::vector<Problem> problems;
  std::vector<LostFact> lost;
  std::vector<BaseFact> bases;
  std::vector<Mark> marks;
  BodyMerger bodies;
  std::uint32_t units = 0, degraded_units = 0, lost_units = 0;

  Translation translate_texts_and_files(const TuFacts& facts);
  std::uint32_t number_of_file(const FileFact& fact, std::uint32_t path);
  void add_declarations(const TuFacts& facts, const Translation& translation);
  void add_symbols(const TuFacts& facts, const Translation& translation);
  void add_references(const TuFacts& facts, const Translation& translation);
  void add_rest(const TuFacts& facts, const Translation& translation);
  std::vector<FileIndex> sort_files();
  void renumber(const std::vector<FileIndex>& file_index, const std::vector<SymbolIndex>& symbol_index);
};

ProgramBuilder::ProgramBuilder(const std::vector<PathPattern>& third_party) : state_(std::make_unique<State>()) {
  for (const PathPattern& pattern : third_party) state_->third_party.emplace_back(pattern.text, PatternSyntax::path);
}
ProgramBuilder::~ProgramBuilder() = default;

std::uint32_t ProgramBuilder::State::number_of_file(const FileFact& fact, std::uint32_t path) {
  const std::uint64_t key = std::uint64_t{path} << 1 | (fact.origin == Origin::system ? 1u : 0u);
  const auto [found, is_new] = file_numbers.try_emplace(key, static_cast<std::uint32_t>(files.size()));
  if (is_new) {
    const auto matches = [&](const Glob& glob) { return glob.matches(texts.view(path)); };
    const bool is_copy = fact.origin == Origin::project && std::any_of(third_party.begin(), third_party.end(), matches);
    files.push_back({texts.view(path), fact.origin, 0, false, is_copy});
  }
  File& file = files[found->second];
  file.lines = std::max(file.lines, fact.lines);
  return found->second;
}

ProgramBuilder::State::Translation ProgramBuilder::State::translate_texts_and_files(const TuFacts& facts) {
  Translation translation;
  translation.texts.reserve(facts.texts.size());
  for (const std::string& text : facts.texts) translation.texts.push_back(texts.intern(text));
  translation.files.reserve(facts.files.size());
  for (const FileFact& file : facts.files) {
    translation.files.push_back(number_of_file(file, translation.texts[file.path]));
  }
  if (!translation.files.empty()) files[translation.files[0]].is_source = true;
  return translation;
}

void ProgramBuilder::State::add_declarations(const TuFacts& facts, const Translation& translation) {
  for (const DeclarationFact& fact : facts.declarations) {
    if (fact.symbol == 0 || fact.file == kNone) continue;
    const std::uint32_t symbol = symbols.number_of(fact.symbol);
    declarations.push_back({symbol, translation.file(fact.file), fact.line, fact.end_line, fact.is_definition != 0});
    if (fact.is_definition == 0) continue;
    if (symbol >= defined_in_unit.size()) defined_in_unit.resize(symbol + 1);
    defined_in_unit[symbol] = units;
    if (facts.files[fact.file].owned == 0) continue;
    if (symbol >= owned_by_unit.size()) owned_by_unit.resize(symbol + 1);
    owned_by_unit[symbol] = units;
  }
}

// REQUIRES: the declarations of this unit have been added.
void ProgramBuilder::State::add_symbols(const TuFacts& facts, const Translation& translation) {
  for (SymbolFact fact : facts.symbols) {
    if (fact.id == 0) continue;
    const std::uint32_t number = symbols.number_of(fact.id);
    const bool defining = number < defined_in_unit.size() && defined_in_unit[number] == units;
    fact.name = translation.texts[fact.name];
    fact.signature = translation.texts[fact.signature];
    fact.value = translation.texts[fact.value];
    symbols.add(fact, defining, texts);
    if (defining && number < owned_by_unit.size() && owned_by_unit[number] == units)
      definitions.push_back({number, fact});
  }
}

void ProgramBuilder::State::add_references(const TuFacts& facts, const Translation& translation) {
  for (const ReferenceFact& fact : facts.references) {
    if (fact.to == 0 || fact.file == kNone) continue;
    Reference& reference = references.emplace_back();
    reference.from = fact.from == 0 ? kNone : symbols.number_of(fact.from);
    reference.to = symbols.number_of(fact.to);
    reference.file = translation.file(fact.file);
    reference.line = std::min(fact.line, kMaxLine) & kMaxLine;
    reference.kind_bits = static_cast<std::uint32_t>(fact.kind) & 0x1fu;
    reference.flags = fact.flags & 0x7u;
  }
}

void ProgramBuilder::State::add_rest(const TuFacts& facts, const Translation& translation) {
  const auto text = [&](TextIndex index) { return texts.view(translation.texts[index]); };
  for (const IncludeFact& fact : facts.includes) {
    includes.push_back({translation.file(fact.from), translation.file(fact.to), fact.line, fact.angled != 0,
                        text(fact.spelling), text(fact.condition), fact.import_kind});
  }
  bases.insert(bases.end(), facts.bases.begin(), facts.bases.end());
  for (const MarkFact& fact : facts.marks) {
    marks.push_back(
        {{translation.file(fact.file), fact.line}, fact.covered, text(fact.rules), text(fact.reason), fact.fault});
  }
  const FileIndex source = translation.files.empty() ? kNone : translation.files[0];
  for (const ProblemFact& fact : facts.problems) {
    if (fact.is_harmless != 0) continue;
    problems.push_back({source, {translation.file(fact.file), fact.line}, text(fact.message), fact.kind});
  }
  for (const LostFact& fact : facts.lost) lost.push_back({translation.file(fact.file), fact.line, fact.end_line});
}

void ProgramBuilder::add(const TuFacts& facts) {
  State& state = *state_;
  ++state.units;
  const State::Translation translation = state.translate_texts_and_files(facts);
  state.unit_records.push_back({translation.files.empty() ? kNone : translation.files[0], state.declarations.size(),
                                state.references.size(), state.bases.size(), state.definitions.size()});
  state.add_declarations(facts, translation);
  state.add_symbols(facts, translation);
  state.add_references(facts, translation);
  state.add_rest(facts, translation);
  state.bodies.add(facts, translation.texts, translation.files,
                   [&](std::uint32_t file) { return state.files[file].is_third_party; });

  const bool crashed = std::any_of(facts.problems.begin(), facts.problems.end(),
                                   [](const ProblemFact& problem) { return problem.kind == ProblemKind::crash; });
  const bool empty = facts.symbols.empty() && facts.declarations.empty();
  if (facts.degraded()) ++state.degraded_units;
  if (crashed || (facts.degraded() && empty)) ++state.lost_units;
}

// Sorts the files and answers where each of them went.
std::vector<FileIndex> ProgramBuilder::State::sort_files() {
  std::vector<std::uint32_t> order(files.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&](std::uint32_t number) { return std::tie(files[number].origin, files[number].path); };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t left, std::uint32_t right) { return key(left) < key(right); });
  std::vector<File> sorted;
  std::vector<FileIndex> index_of_number(files.size());
  for (const std::uint32_t number : order) {
    index_of_number[number] = static_cast<FileIndex>(sorted.size());
    sorted.push_back(files[number]);
  }
  files = std::move(sorted);
  return index_of_number;
}

// From numbers of arrival to the Program's indexes.
void ProgramBuilder::State::renumber(const std::vector<FileIndex>& file_index,
                                     const std::vector<SymbolIndex>& symbol_index) {
  const auto file = [&](FileIndex& index) {
    if (index != kNone) index = file_index[index];
  };

  for (Declaration& declaration : declarations) {
    declaration.symbol = symbol_index[declaration.symbol];
    file(declaration.file);
  }
  for (Reference& reference : references) {
    if (reference.from != kNone) reference.from = symbol_index[reference.from];
    reference.to = symbol_index[reference.to];
    file(reference.file);
  }
  for (Include& include : includes) {
    file(include.from);
    file(include.to);
  }
  for (Mark& mark : marks) file(mark.where.file);
  for (LostFact& part : lost) file(part.file);
  for (Problem& problem : problems) {
    file(problem.source);
    file(problem.where.file);
  }
}

Program ProgramBuilder::build() && {
  const std::unique_ptr<State> state = std::exchange(state_, std::make_unique<State>());
  const std::vector<FileIndex> file_index = state->sort_files();
  // Bodies name symbols by their ids, so that they are sorted meanwhile.
  std::future<Bodies> bodies =
      std::async(std::launch::async, [&] { return std::move(state->bodies).build(state->texts, file_index); });
  const SameNames same_names({state->unit_records, state->declarations, state->references, state->bases,
                              state->definitions, state->files, file_index},
                             state->symbols, state->texts);
  auto [symbols, symbol_index] = std::move(state->symbols).build(state->texts);
  state->renumber(file_index, symbol_index);
  sort_unique(state->declarations);
  place_symbols(state->declarations, state->files, symbols);
  sort_unique(state->includes);
  sort_unique(state->bases);
  sort_unique(state->marks);
  sort_unique(state->problems);
  erase_duck_typed_references(state->files, symbols, state->includes, state->references);

  Program program;
  program.first_reference_ = sort_references(state->references, state->files.size());
  program.files_ = std::move(state->files);
  program.symbols_ = std::move(symbols);
  program.place_of_symbol_ = IdLookup(program.symbols_, [](const Symbol& symbol) { return symbol.id; });
  program.references_ = std::move(state->references);
  program.includes_ = std::move(state->includes);
  program.problems_ = std::move(state->problems);
  program.bases_ = std::move(state->bases);
  program.marks_ = std::move(state->marks);
  program.lost_ = merged_lines(std::move(state->lost));
  program.bodies_ = bodies.get();
  same_names.rename(program.bodies_);
  program.text_storage_ = std::move(state->texts).release();
  program.units_ = state->units;
  program.degraded_units_ = state->degraded_units;
  program.lost_units_ = state->lost_units;
  return program;
}

}  // namespace loadline
