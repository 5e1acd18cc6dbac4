// Sorts and renumbers the facts of a TU.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/sorted_facts.h"

#include <algorithm>
#include <tuple>

namespace loadline {
namespace {

// Calls `use` with every FileIndex among the facts.
template <class Use>
void each_file_index(TuFacts& facts, Use use) {
  for (IncludeFact& fact : facts.includes) use(fact.from), use(fact.to);
  for (DeclarationFact& fact : facts.declarations) use(fact.file);
  for (ReferenceFact& fact : facts.references) use(fact.file);
  for (FunctionFact& fact : facts.functions) use(fact.file);
  for (CallFact& fact : facts.calls) use(fact.file);
  for (WriteFact& fact : facts.writes) use(fact.file);
  for (GuardFact& fact : facts.guards) use(fact.file);
  for (CatchFact& fact : facts.catches) use(fact.file);
  for (TestFact& fact : facts.tests) use(fact.file);
  for (MarkFact& fact : facts.marks) use(fact.file);
  for (ProblemFact& fact : facts.problems) use(fact.file);
}

// Calls `use` with every TextIndex among the facts.
template <class Use>
void each_text_index(TuFacts& facts, Use use) {
  for (FileFact& fact : facts.files) use(fact.path);
  for (IncludeFact& fact : facts.includes) use(fact.spelling), use(fact.condition);
  for (SymbolFact& fact : facts.symbols) use(fact.name), use(fact.signature), use(fact.value);
  for (CallFact& fact : facts.calls) use(fact.object.path);
  for (ArgumentFact& fact : facts.arguments) use(fact.place.path), use(fact.literal);
  for (WriteFact& fact : facts.writes) use(fact.place.path);
  for (GuardFact& fact : facts.guards) use(fact.mutex.path);
  for (ReturnFact& fact : facts.returns) use(fact.place.path);
  for (CaptureFact& fact : facts.captures) use(fact.place.path), use(fact.name);
  for (ValueFact& fact : facts.values) use(fact.place.path), use(fact.text);
  for (TestFact& fact : facts.tests) use(fact.constant);
  for (MarkFact& fact : facts.marks) use(fact.rules), use(fact.reason);
  for (ProblemFact& fact : facts.problems) use(fact.message);
}

void renumber_files(TuFacts& facts) {
  std::vector<std::uint8_t> is_used(facts.files.size(), 0);
  each_file_index(facts, [&](FileIndex& file) {
    if (file != kNone) is_used[file] = 1;
  });
  std::vector<FileIndex> order;
  for (FileIndex file = 0; file < facts.files.size(); ++file) {
    if (file == 0 || is_used[file] != 0 || facts.files[file].owned != 0) order.push_back(file);
  }
  if (order.empty()) return;
  std::sort(order.begin() + 1, order.end(), [&](FileIndex a, FileIndex b) { return facts.path(a) < facts.path(b); });
  std::vector<FileIndex> number_of(facts.files.size(), kNone);
  std::vector<FileFact> files;
  for (const FileIndex file : order) {
    number_of[file] = static_cast<FileIndex>(files.size());
    files.push_back(facts.files[file]);
  }
  facts.files = std::move(files);
  each_file_index(facts, [&](FileIndex& file) {
    if (file != kNone) file = number_of[file];
  });
}

void renumber_texts(TuFacts& facts) {
  std::vector<TextIndex> number_of(facts.texts.size(), kNone);
  std::vector<std::string> texts{std::string()};
  number_of[0] = 0;
  each_text_index(facts, [&](TextIndex& text) {
    if (number_of[text] == kNone) {
      number_of[text] = static_cast<TextIndex>(texts.size());
      texts.push_back(std::move(facts.texts[text]));
    }
    text = number_of[text];
  });
  facts.texts = std::move(texts);
}

template <class Fact, class Key>
void sort_by(std::vector<Fact>& facts, Key key) {
  std::stable_sort(facts.begin(), facts.end(), [&](const Fact& a, const Fact& b) { return key(a) < key(b); });
}

}  // namespace

void sort_facts(TuFacts& facts) {
  renumber_files(facts);
  sort_by(facts.includes, [](const IncludeFact& f) { return std::tie(f.from, f.line); });
  sort_by(facts.symbols, [](const SymbolFact& f) { return f.id; });
  sort_by(facts.declarations,
          [](const DeclarationFact& f) { return std::tie(f.symbol, f.file, f.line, f.end_line, f.is_definition); });
  sort_by(facts.references,
          [](const ReferenceFact& f) { return std::tie(f.file, f.line, f.from, f.to, f.kind, f.flags); });
  sort_by(facts.bases, [](const BaseFact& f) { return std::tie(f.derived, f.base); });
  sort_by(facts.marks, [](const MarkFact& f) { return std::tie(f.file, f.line); });
  renumber_texts(facts);
}

}  // namespace loadline
