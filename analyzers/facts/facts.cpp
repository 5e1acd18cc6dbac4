// The spellings of the kinds that facts are made of.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/facts.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <tuple>

namespace loadline {
namespace {

// Each list is in the order of its enum, whose last enumerator is given so that the two cannot drift apart unnoticed.
template <class Enum, std::size_t size>
struct Spellings {
  std::array<std::string_view, size> names;

  std::string_view operator[](Enum value) const {
    assert(static_cast<std::size_t>(value) < size);
    return names[static_cast<std::size_t>(value)];
  }
};

template <class Enum>
constexpr std::size_t count_to(Enum last) {
  return static_cast<std::size_t>(last) + 1;
}

constexpr Spellings<ReferenceKind, count_to(ReferenceKind::catch_)> kReferenceKindNames{
    {"include", "import", "forward-declare", "type", "inherit", "override", "call", "construct", "read", "write",
     "take-address", "template-argument", "macro", "friend", "throw", "catch"}};
static_assert(kReferenceKindNames.names.size() == kReferenceKinds);

constexpr Spellings<SymbolKind, count_to(SymbolKind::namespace_alias)> kSymbolKindNames{
    {"unknown",  "namespace", "class",       "struct",     "union",      "enum",           "enumerator",
     "function", "method",    "constructor", "destructor", "conversion", "lambda",         "field",
     "variable", "parameter", "alias",       "concept",    "macro",      "namespace-alias"}};

constexpr Spellings<Access, count_to(Access::private_)> kAccessNames{{"none", "public", "protected", "private"}};

constexpr Spellings<Linkage, count_to(Linkage::external)> kLinkageNames{{"none", "internal", "external"}};

constexpr Spellings<Root, count_to(Root::literal)> kRootNames{{"unknown", "local", "value-parameter", "parameter",
                                                               "this", "static", "capture", "call-result", "new-object",
                                                               "literal"}};

constexpr Spellings<WriteHow, count_to(WriteHow::initialize)> kWriteHowNames{
    {"assign", "compound", "increment", "delete", "destroy", "initialize"}};

constexpr Spellings<LiteralKind, count_to(LiteralKind::duration)> kLiteralKindNames{
    {"none", "string", "integer", "boolean", "null", "duration"}};

constexpr Spellings<ValueKind, count_to(ValueKind::choice)> kValueKindNames{
    {"unknown", "literal", "callable", "place", "join", "group", "choice"}};

constexpr Spellings<ConditionUse, count_to(ConditionUse::returned_negated)> kConditionUseNames{
    {"branches", "returned", "returned-negated"}};

constexpr Spellings<Passing, count_to(Passing::move)> kPassingNames{
    {"value", "const-reference", "reference", "pointer", "const-pointer", "move"}};

constexpr Spellings<ProblemKind, count_to(ProblemKind::crash)> kProblemKindNames{
    {"missing-header", "missing-module", "error", "fatal", "crash"}};

constexpr Spellings<ImportKind, count_to(ImportKind::own)> kImportKindNames{
    {"none", "module", "exported", "header", "own"}};

constexpr Spellings<Origin, count_to(Origin::system)> kOriginNames{{"project", "system"}};

}  // namespace

std::string_view name_of(ReferenceKind kind) { return kReferenceKindNames[kind]; }
std::string_view name_of(SymbolKind kind) { return kSymbolKindNames[kind]; }
std::string_view name_of(Access access) { return kAccessNames[access]; }
std::string_view name_of(Linkage linkage) { return kLinkageNames[linkage]; }
std::string_view name_of(Root root) { return kRootNames[root]; }
std::string_view name_of(WriteHow how) { return kWriteHowNames[how]; }
std::string_view name_of(Passing passing) { return kPassingNames[passing]; }
std::string_view name_of(ConditionUse use) { return kConditionUseNames[use]; }
std::string_view name_of(LiteralKind kind) { return kLiteralKindNames[kind]; }
std::string_view name_of(ValueKind kind) { return kValueKindNames[kind]; }
std::string_view name_of(ImportKind kind) { return kImportKindNames[kind]; }
std::string_view name_of(ProblemKind kind) { return kProblemKindNames[kind]; }
std::string_view name_of(Origin origin) { return kOriginNames[origin]; }

bool TuFacts::degraded() const {
  return std::any_of(problems.begin(), problems.end(), [](const ProblemFact& problem) { return !problem.is_harmless; });
}

std::uint64_t TuFacts::own_lines() const {
  std::uint64_t lines = 0;
  for (const FileFact& file : files) lines += file.owned ? file.lines : 0;
  return lines;
}

std::uint64_t TuFacts::lost_lines() const {
  std::uint64_t lines = 0;
  for (const LostFact& part : lost) lines += part.end_line < part.line ? 0 : part.end_line - part.line + 1;
  return lines;
}

std::vector<LostFact> merged_lines(std::vector<LostFact> lines) {
  std::sort(lines.begin(), lines.end(), [](const LostFact& a, const LostFact& b) {
    return std::tie(a.file, a.line, a.end_line) < std::tie(b.file, b.line, b.end_line);
  });
  std::vector<LostFact> merged;
  for (const LostFact& lost : lines) {
    if (!merged.empty() && merged.back().file == lost.file && lost.line <= merged.back().end_line + 1) {
      merged.back().end_line = std::max(merged.back().end_line, lost.end_line);
    } else {
      merged.push_back(lost);
    }
  }
  return merged;
}

bool parse_reference_kind(std::string_view name, ReferenceKind* kind) {
  for (std::size_t i = 0; i < kReferenceKindNames.names.size(); ++i) {
    if (kReferenceKindNames.names[i] != name) continue;
    *kind = static_cast<ReferenceKind>(i);
    return true;
  }
  return false;
}

}  // namespace loadline
