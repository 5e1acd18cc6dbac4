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

namespace loadline {

// Bump on any change to what is recorded or how it is stored: older facts in a cache are then simply not found.
inline constexpr std::uint32_t kFactsVersion = 13;

using SymbolId = std::uint64_t;   // XXH3 of the Clang USR; 0 means "no symbol", e.g. code at file scope
using TextIndex = std::uint32_t;  // into TuFacts::texts
using FileIndex = std::uint32_t;  // into TuFacts::files (in Program: into Program::files())

inline constexpr std::uint32_t kNone = 0xffffffffu;  // an absent index

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

// ---- Effects: what a function body does to objects ("Effects" in analyzers/README.md) -------------------------------

enum class Root : std::uint8_t {
  unknown,
  local,            // a local object: dies with the call
  value_parameter,  // parameter `index`, a copy
  parameter,        // the object that reference or pointer parameter `index` leads to
  this_,            // the object the member function runs on
  static_,          // the static-storage variable `symbol`
  capture,          // the variable `symbol` captured by reference, pointer, or (see `by_copy` in LambdaCapture) value
  call_result,      // what call `index` of the same function returned
  new_object,       // made by new or make_unique/make_shared in this body
  literal,          // a constant or string literal
};

// Where an expression's object lives: `this->sessions_[id].count` is {this_, field = sessions_,
// path = "sessions_.count"}.
struct PlaceFact {
  Root root = Root::unknown;
  std::uint32_t index = kNone;  // parameter number, or index into this function's calls (relative to first_call)
  SymbolId symbol = 0;          // the variable for static_, capture, local
  SymbolId field = 0;           // the first field on the way from the root; 0 when the root itself is meant
  SymbolId last_field = 0;      // the last one
  TextIndex path = 0;           // the fields, joined with '.'
};

enum class LiteralKind : std::uint8_t {
  none,
  string,
  integer,
  boolean,
  null,
  duration,  // of std::chrono, in milliseconds
};

enum class ValueKind : std::uint8_t { unknown, literal, callable, place, join, group, choice };

inline constexpr std::uint16_t kWhole = 0xffff;  // ValueFact::element: not a part of something

// What an expression is made of, as far as it can carry a path, a name or a callable:
//   base_ + "/users"            join of {place this.base_, literal "/users"}
//   {"/ping", &ping}            group of {literal, callable}
//   entry.path                  place with element = number of the field `path` in its class
//   std::bind(&Api::get, this)  place with root call_result: the arguments are with that call
struct ValueFact {
  PlaceFact place;      // of kind place
  SymbolId symbol = 0;  // callable: the function; literal: the enumerator; else the class of the value
  TextIndex text = 0;   // of a literal
  std::uint32_t first_child = 0, child_count = 0;  // join, group, choice: relative to the function's first value
  std::uint32_t line = 0;                          // of a group, in the file of the function
  std::uint16_t element = kWhole;
  ValueKind kind = ValueKind::unknown;
  LiteralKind literal_kind = LiteralKind::none;
};

// `initialize`: the first value of a variable or field, which changes nothing that was there.
enum class WriteHow : std::uint8_t { assign, compound, increment, delete_, destroy, initialize };

struct WriteFact {
  PlaceFact place;
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t value = kNone;   // what is written, if it tells something; relative to the function's first value
  std::uint32_t target = kNone;  // call index: what is written to is its result, as in `table[key] = value`
  WriteHow how = WriteHow::assign;
  std::uint32_t block = kNone;
};

enum class ConditionUse : std::uint8_t {
  branches,          // control goes one way or the other
  returned,          // the function is true when it holds
  returned_negated,  // the function is false when it holds
};

// A condition on a value: `if (target == "/x")`, a `case` of a switch, `return target == "/x"`.
struct ConditionFact {
  std::uint32_t value = kNone;  // what is compared; of a comparison that is a call: the call's result
  SymbolId enumerator = 0;      // what it is compared with, if that is not a call
  TextIndex constant = 0;       // the same; of a call whose result is compared: 0 or npos
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t block = kNone;  // where it is asked
  ConditionUse use = ConditionUse::branches;
};

// Control may go from one block of a body to another: always, or only when a condition holds (or does not). Blocks are numbered
// from the entry, 0; a body without steps is one block. What stands in block kNone may run whenever the body does.
struct StepFact {
  std::uint32_t from = 0, to = 0;
  std::uint32_t condition = kNone;  // of the function's conditions
  std::uint8_t holds = 0;
};

enum CallFlag : std::uint16_t {
  kCallVirtual = 1,  // dispatched at run time
  kCallConstructs = 2,
  kCallOperator = 4,
  kCallImplicit = 8,
  kCallIndirect = 16,     // through a function pointer or function object: `object` is the callable
  kCallConstMethod = 32,  // a const member function: leaves its object alone
  kCallStaticOrFree = 64,
  kCallAwaited = 128,  // operand of co_await
  kCallDestroys = 256,
  kCallCounted = 512,  // in a loop `for (…; i < n; …)` whose n is a constant, not below two
};

struct CallFact {
  SymbolId callee = 0;  // 0: not known (dependent, or through a pointer)
  PlaceFact object;     // of a member call; root call_result gives chains like app.route("/x").methods(…)
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t first_argument = 0;  // into TuFacts::arguments
  std::uint32_t argument_count = 0;
  std::uint32_t chain = kNone;         // call index: the object is written as the result of that call
  std::uint32_t object_value = kNone;  // what a local object holds; relative to the function's first value
  std::uint16_t flags = 0;             // CallFlag bits
  std::uint32_t block = kNone;
};

enum class Passing : std::uint8_t { value, const_reference, reference, pointer, const_pointer, move };

struct ArgumentFact {
  PlaceFact place;
  TextIndex literal = 0;        // a string or integer constant, folded; strings without quotes
  SymbolId callable = 0;        // the function, member function or lambda that is passed
  SymbolId type = 0;            // the class of the argument, through pointers and references
  std::uint32_t value = kNone;  // when the fields above do not tell; relative to the function's first value
  std::uint16_t position = 0;
  Passing passing = Passing::value;
  LiteralKind literal_kind = LiteralKind::none;  // tells "" from no literal
};

// A lock held by a scoped guard (lock_guard, unique_lock, …): everything from `line` to `end_line` runs under it, if it is not
// unlocked by hand.
struct GuardFact {
  PlaceFact mutex;
  SymbolId variable = 0;        // the local that holds it; 0: a temporary object does
  std::uint32_t block = kNone;  // where it begins
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
};

struct ReturnFact {
  PlaceFact place;  // only for functions that return a reference, pointer or smart pointer
  std::uint32_t value = kNone;
};

struct CaptureFact {
  SymbolId variable = 0;        // 0: `this`
  PlaceFact place;              // in the enclosing function's terms
  TextIndex name = 0;           // of the variable
  std::uint32_t value = kNone;  // what it holds, among the values of the enclosing function
  SymbolId within = 0;          // the enclosing function or lambda
  std::uint8_t by_copy = 0;
};

enum class CatchBody : std::uint8_t {
  handles,
  empty,   // no statement
  leaves,  // no more than continue, break, or return without a value
};

struct CatchFact {
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
  SymbolId type = 0;  // 0: catch (...)
  std::uint8_t rethrows = 0;
  CatchBody body = CatchBody::handles;
  std::uint8_t uses_exception = 0;  // the caught object is mentioned
};

// One analysed body. The ranges index TuFacts vectors.
struct FunctionFact {
  SymbolId symbol = 0;
  FileIndex file = 0;
  std::uint32_t line = 0;
  std::uint32_t end_line = 0;
  std::uint32_t first_call = 0, call_count = 0;
  std::uint32_t first_write = 0, write_count = 0;
  std::uint32_t first_guard = 0, guard_count = 0;
  std::uint32_t first_return = 0, return_count = 0;
  std::uint32_t first_capture = 0, capture_count = 0;
  std::uint32_t first_catch = 0, catch_count = 0;
  std::uint32_t first_value = 0, value_count = 0;
  std::uint32_t first_condition = 0, condition_count = 0;
  std::uint32_t first_step = 0, step_count = 0;
  std::uint8_t from_instantiation = 0;  // the body of an instantiated template, under the template's symbol
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

// The bodies, and what belongs to them.
struct BodyLists {
  std::vector<FunctionFact> functions;
  std::vector<CallFact> calls;
  std::vector<ArgumentFact> arguments;
  std::vector<WriteFact> writes;
  std::vector<GuardFact> guards;
  std::vector<ReturnFact> returns;
  std::vector<CaptureFact> captures;
  std::vector<CatchFact> catches;
  std::vector<ValueFact> values;
  std::vector<ConditionFact> conditions;
  std::vector<StepFact> steps;
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
std::string_view name_of(Root root);
std::string_view name_of(WriteHow how);
std::string_view name_of(Passing passing);
std::string_view name_of(LiteralKind kind);
std::string_view name_of(ValueKind kind);
std::string_view name_of(ConditionUse use);
std::string_view name_of(ProblemKind kind);
std::string_view name_of(ImportKind kind);
std::string_view name_of(Origin origin);

}  // namespace loadline
