// The whole program: the facts of all TUs, merged, sorted and indexed. Immutable once built.
// SPDX-License-Identifier: Apache-2.0
//
// Merging is order-free and idempotent: any order of TUs, any number of threads, the same Program. Everything is sorted
// by content (files by path, symbols by id, references by place), so an index means the same thing in every run.
// Threading: a const Program may be read from any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/model/id_lookup.h"
#include "analyzers/model/merge/text_pool.h"

namespace loadline {

using SymbolIndex = std::uint32_t;  // into Program::symbols()

struct File {
  std::string_view path;  // repo-relative, or an include spelling for system files
  Origin origin = Origin::project;
  std::uint32_t lines = 0;
  bool is_source = false;       // the main file of a TU
  bool is_third_party = false;  // a copy of a library: Bodies holds nothing of it
};

struct Location {
  FileIndex file = kNone;  // into Program::files()
  std::uint32_t line = 0;

  bool known() const { return file != kNone; }
  friend auto operator<=>(const Location&, const Location&) = default;
};

struct Symbol {
  SymbolId id = 0;
  std::string_view name;       // qualified
  std::string_view signature;  // "(int)" for functions, the type for variables
  std::string_view value;
  SymbolIndex parent = kNone;
  SymbolIndex type = kNone;
  Location declared;           // where others see it: its header rather than its source file
  Location defined;            // unknown for what is only declared
  std::uint32_t end_line = 0;  // of the definition
  std::uint32_t flags = 0;     // SymbolFlag bits
  SymbolKind kind = SymbolKind::unknown;
  Access access = Access::none;
  Linkage linkage = Linkage::none;

  bool has(SymbolFlag flag) const { return (flags & flag) != 0; }
  bool is_class() const { return kind == SymbolKind::class_ || kind == SymbolKind::struct_; }  // and no union
};

struct Reference {
  SymbolIndex from = kNone;  // kNone: code at file scope
  SymbolIndex to = kNone;
  FileIndex file = kNone;
  std::uint32_t line : 24 = 0;
  std::uint32_t kind_bits : 5 = 0;
  std::uint32_t flags : 3 = 0;  // ReferenceFlag bits

  ReferenceKind kind() const { return static_cast<ReferenceKind>(kind_bits); }
  Location where() const { return {file, line}; }
};

struct Include {
  FileIndex from = kNone;
  FileIndex to = kNone;  // kNone: not found
  std::uint32_t line = 0;
  bool angled = false;
  std::string_view spelling;
  std::string_view condition;
  ImportKind import_kind = ImportKind::none;

  ReferenceKind kind() const {
    return import_kind == ImportKind::none ? ReferenceKind::include : ReferenceKind::import_;
  }
};

struct Problem {
  FileIndex source = kNone;  // the TU it was met in (the first by path, when several met it)
  Location where;
  std::string_view message;
  ProblemKind kind = ProblemKind::error;
};

struct Mark {
  Location where;
  std::uint32_t covered = 0;  // the line of the same file that it is for
  std::string_view rules;     // with a fault, the beginning of the mark as written
  std::string_view reason;
  MarkFault fault = MarkFault::none;
};

// The bodies, merged: the same structs as in facts.h with ids and files translated (SymbolId → kept, FileIndex →
// program, TextIndex → Bodies::texts). Equal bodies met in several TUs are kept once. The functions are sorted by symbol id,
// then place; one symbol may have several (instantiations).
struct Bodies : BodyLists {
  std::vector<std::string_view> texts;  // sorted, texts[0] is empty

  // What belongs to one body, and to one call.
  std::span<const CallFact> calls_of(const FunctionFact& body) const {
    return part(calls, body.first_call, body.call_count);
  }
  std::span<const WriteFact> writes_of(const FunctionFact& body) const {
    return part(writes, body.first_write, body.write_count);
  }
  std::span<const GuardFact> guards_of(const FunctionFact& body) const {
    return part(guards, body.first_guard, body.guard_count);
  }
  std::span<const ReturnFact> returns_of(const FunctionFact& body) const {
    return part(returns, body.first_return, body.return_count);
  }
  std::span<const CaptureFact> captures_of(const FunctionFact& body) const {
    return part(captures, body.first_capture, body.capture_count);
  }
  std::span<const CatchFact> catches_of(const FunctionFact& body) const {
    return part(catches, body.first_catch, body.catch_count);
  }
  std::span<const ConditionFact> conditions_of(const FunctionFact& body) const {
    return part(conditions, body.first_condition, body.condition_count);
  }
  std::span<const StepFact> steps_of(const FunctionFact& body) const {
    return part(steps, body.first_step, body.step_count);
  }
  std::span<const ArgumentFact> arguments_of(const CallFact& call) const {
    return part(arguments, call.first_argument, call.argument_count);
  }

 private:
  template <class Fact>
  static std::span<const Fact> part(const std::vector<Fact>& all, std::uint32_t first, std::uint32_t count) {
    return std::span(all).subspan(first, count);
  }
};

// Can be moved, not copied: its texts are views into storage that it owns.
class Program {
 public:
  std::span<const File> files() const { return files_; }                 // project files first, then by path
  std::span<const Symbol> symbols() const { return symbols_; }           // sorted by id
  std::span<const Reference> references() const { return references_; }  // sorted by file, line, kind, to, from
  std::span<const Include> includes() const { return includes_; }        // sorted by from, line
  std::span<const Problem> problems() const { return problems_; }        // sorted by place, kind, message
  std::span<const Mark> marks() const { return marks_; }                 // sorted by place
  const Bodies& bodies() const { return bodies_; }
  std::span<const BaseFact> bases() const { return bases_; }  // sorted by derived, base

  // Lines that no unit analysed because of errors; sorted, disjoint. A line that another unit did analyse counts all the
  // same: what it says there may be something else.
  std::span<const LostFact> lost_lines() const { return lost_; }

  // Translation units: how many were read, how many of them had problems, and how many of those gave nothing at all.
  std::uint32_t units() const { return units_; }
  std::uint32_t degraded_units() const { return degraded_units_; }
  std::uint32_t lost_units() const { return lost_units_; }

  FileIndex find_file(std::string_view path) const;  // kNone when absent
  SymbolIndex find_symbol(SymbolId id) const;        // kNone when absent, as for 0
  const Symbol* symbol(SymbolId id) const;           // nullptr when absent
  std::string_view name_of(SymbolId id) const;       // empty when absent
  // The references written in one file, sorted.
  std::span<const Reference> references_in(FileIndex file) const;
  // The file a dependency on `symbol` leads to: where it is declared for others; kNone for what no file declares.
  FileIndex file_of(SymbolIndex symbol) const { return symbols_[symbol].declared.file; }

 private:
  friend class ProgramBuilder;

  TextStorage text_storage_;  // every string_view above points in here
  std::vector<File> files_;
  std::vector<Symbol> symbols_;
  IdLookup place_of_symbol_;
  std::vector<Reference> references_;
  std::vector<std::uint32_t> first_reference_;  // by file, one past the end included
  std::vector<Include> includes_;
  std::vector<Problem> problems_;
  std::vector<Mark> marks_;
  std::vector<LostFact> lost_;
  Bodies bodies_;
  std::vector<BaseFact> bases_;
  std::uint32_t units_ = 0, degraded_units_ = 0, lost_units_ = 0;
};

}  // namespace loadline
