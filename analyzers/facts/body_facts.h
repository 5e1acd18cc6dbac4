// What a function body does to objects ("Effects" in analyzers/README.md): plain data, part of TuFacts.
// SPDX-License-Identifier: Apache-2.0
//
// Indexes inside a body count from the first call, value or condition of its function, so that a body can be moved as a whole.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/facts/fact_ids.h"

namespace loadline {

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
  PlaceFact place;  // what a reference, pointer or smart pointer leads to, or what an object is copied from
  std::uint32_t value = kNone;
  std::uint8_t is_copy = 0;  // of `place`: what its pointers lead to is shared with the original
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

std::string_view name_of(Root root);
std::string_view name_of(WriteHow how);
std::string_view name_of(Passing passing);
std::string_view name_of(LiteralKind kind);
std::string_view name_of(ValueKind kind);
std::string_view name_of(ConditionUse use);

}  // namespace loadline
