// The made-up TU: a counter with a mutex, and a lambda in its method.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_facts.h"

#include <algorithm>
#include <string>

#include "tests/support/program_text.h"

namespace loadline::test {

TextIndex text_index(TuFacts& facts, std::string_view text) {
  const auto found = std::find(facts.texts.begin(), facts.texts.end(), text);
  if (found != facts.texts.end()) return static_cast<TextIndex>(found - facts.texts.begin());
  facts.texts.emplace_back(text);
  return static_cast<TextIndex>(facts.texts.size() - 1);
}

FileIndex add_file(TuFacts& facts, std::string_view path, Origin origin) {
  const TextIndex text = text_index(facts, path);
  facts.files.push_back({text, symbol_id(path), 50, origin, static_cast<std::uint8_t>(origin == Origin::project)});
  return static_cast<FileIndex>(facts.files.size() - 1);
}

SymbolFact& add_symbol(TuFacts& facts, std::string_view name, SymbolKind kind) {
  const TextIndex text = text_index(facts, name);
  SymbolFact& fact = facts.symbols.emplace_back();
  fact.id = symbol_id(name);
  fact.name = text;
  fact.kind = kind;
  return fact;
}

TuFacts sample_facts() {
  TuFacts facts;
  const FileIndex source = add_file(facts, "src/counter.cc");
  const FileIndex header = add_file(facts, "src/counter.h");
  const FileIndex system = add_file(facts, "mutex", Origin::system);
  const auto text = [&](std::string_view value) { return text_index(facts, value); };
  facts.includes = {{source, header, 1, text("counter.h"), 0, 0, ImportKind::none},
                    {source, system, 2, text("mutex"), text("#if THREADS"), 1, ImportKind::header},
                    {source, kNone, 3, text("gone.h"), 0, 0, ImportKind::exported}};

  const SymbolId counter = add_symbol(facts, "app::Counter", SymbolKind::class_).id;
  const SymbolId total = add_symbol(facts, "app::Counter::total_", SymbolKind::field).id;
  facts.symbols.back().parent = counter;
  facts.symbols.back().access = Access::private_;
  const SymbolId add = add_symbol(facts, "app::Counter::add", SymbolKind::method).id;
  facts.symbols.back().parent = counter;
  facts.symbols.back().flags = kVirtual | kHasBody;
  facts.symbols.back().linkage = Linkage::external;
  facts.symbols.back().signature = text("(int)");
  const SymbolId lambda = add_symbol(facts, "app::Counter::add::(lambda)", SymbolKind::lambda).id;
  const SymbolId log = add_symbol(facts, "core::log", SymbolKind::function).id;
  const SymbolId name = add_symbol(facts, "app::kName", SymbolKind::variable).id;
  facts.symbols.back().value = text("total");
  facts.declarations = {{counter, header, 5, 12, 1},
                        {total, header, 9, 9, 1},
                        {add, header, 7, 7, 0},
                        {add, source, 10, 20, 1},
                        {name, source, 4, 4, 1}};
  facts.references = {{add, log, source, 12, ReferenceKind::call, 0},
                      {add, total, source, 13, ReferenceKind::write, kImplicitReference},
                      {0, counter, source, 10, ReferenceKind::type, 0}};

  const PlaceFact field{Root::this_, kNone, 0, total, total, text("total_")};
  facts.calls = {{log, {}, source, 12, 0, 2, kNone, 0, kCallStaticOrFree, 1},
                 {0, {Root::call_result, 0, 0, 0, 0, 0}, source, 12, 2, 0, 0, kNone, kCallIndirect, kNone}};
  facts.arguments = {
      {{Root::literal, kNone, 0, 0, 0, 0}, text("total"), 0, 0, kNone, 0, Passing::const_pointer, LiteralKind::string},
      {field, 0, lambda, counter, 1, 1, Passing::reference, LiteralKind::none}};
  facts.writes = {{field, source, 13, 0, 1, WriteHow::compound, 1}};
  facts.values = {{{}, 0, text("total"), 0, 0, 0, kWhole, ValueKind::literal, LiteralKind::string},
                  {field, counter, 0, 0, 1, 12, 0, ValueKind::group, LiteralKind::none}};
  facts.conditions = {{1, name, text("total"), source, 12, 1, ConditionUse::returned}};
  facts.steps = {{0, 1, 0, 1}};
  facts.bases = {{counter, log}};
  facts.guards = {{field, log, 1, source, 11, 19}};
  facts.returns = {{field, 1}};
  facts.captures = {{0, {Root::this_, kNone, 0, 0, 0, 0}, text("total"), 0, add, 0}};
  facts.catches = {{source, 15, 17, 0, 1, CatchBody::handles, 0}};
  FunctionFact body{.symbol = add, .file = source, .line = 10, .end_line = 20};
  body.call_count = 2;
  body.value_count = 2;
  body.condition_count = body.step_count = 1;
  body.write_count = body.guard_count = body.return_count = body.catch_count = 1;
  FunctionFact inner{.symbol = lambda, .file = source, .line = 12, .end_line = 12};
  inner.first_call = inner.first_value = 2;
  inner.first_condition = inner.first_step = 1;
  inner.first_write = inner.first_guard = inner.first_return = inner.first_catch = 1;
  inner.capture_count = 1;
  facts.functions = {body, inner};

  facts.marks = {{source, 13, 13, text("stateful-handler"), text("a metric")}};
  facts.problems = {{source, 3, text("'gone.h' file not found"), ProblemKind::missing_header, 0},
                    {source, 4, text("narrows"), ProblemKind::error, 1}};
  facts.lost = {{source, 3, 3}, {source, 8, 9}};
  return facts;
}

}  // namespace loadline::test
