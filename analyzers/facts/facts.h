// What one translation unit (TU) says about the program: plain data, no Clang type, no pointer, no path of the machine.
// SPDX-License-Identifier: Apache-2.0
//
//   source ──frontend──▶ TuFacts ──stored_facts──▶ one file in the cache
//                           │
//                           └──model/program_builder──▶ Program (all TUs, merged)
//
// Every text is an index into `texts` (texts[0] is empty) and every file an index into `files` (files[0] is the main
// file), so that the vectors are flat and can be stored and merged without chasing pointers. A TU describes only what
// it owns (its main file, and the headers the claim plan gave it) plus every symbol it refers to.
//
// A field added here is described in fact_fields.h, which everything else follows from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/facts/body_facts.h"
#include "analyzers/facts/fact_ids.h"

namespace loadline {

// Bump on any change to what is recorded or how it is stored: older facts in a cache are then simply not found.
inline constexpr std::uint32_t kFactsVersion = 15;

enum class Origin : std::uint8_t { project, system };

// How one symbol refers to another. The spellings (`reference_kind_name`) are fixed: users write them in rules.
enum class ReferenceKind : std::uint8_t {
  include,
  import_,  // of a C++20 module or header unit
  forward_declare,
  type,
  inherit,
  override_,
  call,
  construct,
  read,
  write,
  take_address,
  template_argument,
  macro,
  friend_,
  throw_,
  catch_,
};
inline constexpr int kReferenceKinds = 16;

enum class SymbolKind : std::uint8_t {
  unknown,
  namespace_,
  class_,
  struct_,
  union_,
  enum_,
  enumerator,
  function,
  method,
  constructor,
  destructor,
  conversion,
  lambda,
  field,
  variable,
  parameter,
  alias,
  concept_,
  macro,
  namespace_alias,
};

enum class Access : std::uint8_t { none, public_, protected_, private_ };
enum class Linkage : std::uint8_t { none, internal, external };

// Bits of SymbolFact::flags.
enum SymbolFlag : std::uint32_t {
  kConst = 1u << 0,  // a const object, or a const member function
  kConstexpr = 1u << 1,
  kStaticStorage = 1u << 2,  // namespace-scope, class-static or function-static variable
  kThreadLocal = 1u << 3,
  kAtomic = 1u << 4,     // std::atomic<…> or _Atomic
  kMutexType = 1u << 5,  // a lockable: has lock() and unlock()
  kVirtual = 1u << 6,
  kPure = 1u << 7,
  kFinal = 1u << 8,
  kAbstract = 1u << 9,  // a class with a pure virtual function left
  kPolymorphic = 1u << 10,
  kExported = 1u << 11,  // default visibility by attribute, or dllexport
  kHidden = 1u << 12,    // hidden visibility by attribute
  kInInlineNamespace = 1u << 13,
  kTemplate = 1u << 14,  // a template, or a member of one
  kDeprecated = 1u << 15,
  kExternC = 1u << 16,
  kStaticMember = 1u << 17,
  kMutable = 1u << 18,
  kReferenceType = 1u << 19,  // a variable or field of reference type
  kPointerType = 1u << 20,    // … of raw pointer type
  kNoexcept = 1u << 21,
  kImplicit = 1u << 22,         // written by the compiler
  kFunctionLocal = 1u << 23,    // declared inside a function body (function-static variables)
  kInlineNamespace = 1u << 24,  // a namespace that is itself inline
  kHasBody = 1u << 25,
  kCoroutine = 1u << 26,
};

struct FileFact {
  TextIndex path = 0;        // project: relative to the root, '/' separated; system: as an #include would spell it
  std::uint64_t digest = 0;  // XXH3 of the content
  std::uint32_t lines = 0;
  Origin origin = Origin::project;
  std::uint8_t owned = 0;  // 1: this TU analysed the file's declarations and bodies
};

// How one file takes in another: by #include, or by C++20's import, which hands on less. A unit `module m;` imports the
// interface of m without saying so: its declaration is the directive then.
enum class ImportKind : std::uint8_t {
  none,      // an #include
  module,    // import m;
  exported,  // export import m;
  header,    // import "m.h";
  own,       // module m;
};

struct IncludeFact {
  FileIndex from = 0;
  FileIndex to = kNone;  // kNone: the header was not found
  std::uint32_t line = 0;
  TextIndex spelling = 0;   // without quotes or brackets; of a module its whole name, "shop.cart:prices"
  TextIndex condition = 0;  // the innermost #if around it, as written; include guards do not count
  std::uint8_t angled = 0;
  ImportKind import_kind = ImportKind::none;
};

struct SymbolFact {
  SymbolId id = 0;
  SymbolId parent = 0;  // the class, function or namespace that holds it
  SymbolId type = 0;   // the class behind a field's, variable's or alias's type, through pointers, references and smart
                       // pointers
  TextIndex name = 0;  // qualified; no template arguments, no inline namespaces: "crow::Crow::route"
  TextIndex signature = 0;  // functions: parameter types, "(int, const std::string &)"; others: the type as written
  TextIndex value = 0;      // the literal a constant is initialised with, if it is a string or an integer
  std::uint32_t flags = 0;  // SymbolFlag bits
  SymbolKind kind = SymbolKind::unknown;
  Access access = Access::none;
  Linkage linkage = Linkage::none;
};

struct DeclarationFact {
  SymbolId symbol = 0;
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
  std::uint8_t is_definition = 0;
};

enum ReferenceFlag : std::uint8_t {
  kImplicitReference = 1,  // nothing is written there: an implicit constructor, conversion or destructor
  kVirtualDispatch = 2,    // a call that may end in an override
  kFromInstantiation = 4,  // known only from an instantiation of the template that stands at this line
};

struct ReferenceFact {
  SymbolId from = 0;  // innermost named entity around it; 0 at file scope
  SymbolId to = 0;
  FileIndex file = 0;
  std::uint32_t line = 0;
  ReferenceKind kind = ReferenceKind::type;
  std::uint8_t flags = 0;  // ReferenceFlag bits
};

// Why something that was meant as a mark is not one.
enum class MarkFault : std::uint8_t {
  none,
  documentation,   // in a comment for documentation: `///`, `/**`
  no_parentheses,  // `allow rule-a`
  not_closed,      // `allow(rule-a,` and the rest on another line
  no_rule,         // `allow()`
  unknown_word,    // `allow-next-line(rule-a)`, `ignore(rule-a)`
  spelling,        // `LOADLINE: ALLOW(rule-a)`, `loadline allow(rule-a)`
};

// `// loadline: allow(rule-a, rule-b) reason`
struct MarkFact {
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t covered = 0;  // the line it is for: its own behind code, else the next line of code
  TextIndex rules = 0;        // as written between the parentheses; with a fault, the beginning of the mark
  TextIndex reason = 0;
  MarkFault fault = MarkFault::none;
};

// A class and one of its direct bases. Recorded for the classes of the project and, from there, all the way up.
struct BaseFact {
  SymbolId derived = 0;
  SymbolId base = 0;
};

enum class ProblemKind : std::uint8_t { missing_header, missing_module, error, fatal, crash };

struct ProblemFact {
  FileIndex file = kNone;
  std::uint32_t line = 0;
  TextIndex message = 0;
  ProblemKind kind = ProblemKind::error;
  std::uint8_t is_harmless = 0;  // an error that has cost nothing: all that stands there is among the facts
};

// Lines of an owned file that are missing from the facts because of an error.
struct LostFact {
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
};

struct TuFacts : BodyLists {
  std::vector<std::string> texts{std::string()};
  std::vector<FileFact> files;
  std::vector<IncludeFact> includes;
  std::vector<SymbolFact> symbols;
  std::vector<DeclarationFact> declarations;
  std::vector<ReferenceFact> references;
  std::vector<BaseFact> bases;
  std::vector<MarkFact> marks;
  std::vector<ProblemFact> problems;
  std::vector<LostFact> lost;  // sorted, disjoint

  std::string_view text(TextIndex index) const { return texts[index]; }
  std::string_view path(FileIndex file) const { return texts[files[file].path]; }
  // Whether the facts may be incomplete, which every report says: some problem is not harmless.
  bool degraded() const;
  // Lines of the files that this TU analyses, and how many of them are missing from the facts.
  std::uint64_t own_lines() const;
  std::uint64_t lost_lines() const;
};

// `lines`, sorted, those that touch or overlap as one.
std::vector<LostFact> merged_lines(std::vector<LostFact> lines);

// "include", "import", "forward-declare", …: the spelling users write.
std::string_view name_of(ReferenceKind kind);
// The kind spelled `name`, or false.
bool parse_reference_kind(std::string_view name, ReferenceKind* kind);
std::string_view name_of(SymbolKind kind);
std::string_view name_of(Access access);
std::string_view name_of(Linkage linkage);
std::string_view name_of(ProblemKind kind);
std::string_view name_of(ImportKind kind);
std::string_view name_of(Origin origin);

}  // namespace loadline
