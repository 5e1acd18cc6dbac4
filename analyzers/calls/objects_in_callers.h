// What an object of a function is for the functions that call it.
// SPDX-License-Identifier: Apache-2.0
//
//   void Counter::add() { ++n_; }      this.n_ of add is …
//   counter_.add();                    … this.counter_.n_ of a caller that calls it on its member
//   totals().add();                    … and what totals() returns, of this one
#pragma once

#include <cstdint>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/field_path.h"

namespace loadline {

// A place with all the fields on its way: a PlaceFact knows the first and the last.
struct Object {
  Root root = Root::unknown;
  std::uint32_t index = kNone;
  SymbolId symbol = 0;
  FieldPath path;
  std::uint32_t copied = kNone;  // into Bodies::values: what a local object was made from

  explicit Object(const PlaceFact& place);
  Object(Root from, std::uint32_t number, SymbolId variable, const FieldPath& fields)
      : root(from), index(number), symbol(variable), path(fields) {}
};

// Whether it lives on when the call ends.
bool outlives_call(Root root);

class ObjectsInCallers {
 public:
  using Places = std::vector<Object>;

  // Keeps references to its arguments.
  ObjectsInCallers(const Program& program, const CallGraph& calls);

  // `place` in the terms of `function`, with results of calls replaced by the objects they are.
  Places resolved(const FunctionFact& function, const Object& place, int depth = 0) const;
  // `place` of the body `callee` in the terms of `caller`, where `edge` is `call`.
  Places mapped_by(const CallEdge& edge, const FunctionFact& caller, const CallFact& call, const FunctionFact& callee,
                   const Object& place) const;

 private:
  const Places& returns_of(Node node) const;
  Places copied_from(const FunctionFact& function, const Object& place) const;
  Places in_caller(const FunctionFact& caller, const CallFact& call, const FunctionFact& callee, const Object& place,
                   int depth = 0) const;
  template <class JoinAll>
  Places captured(const FunctionFact& lambda, const Object& place, const JoinAll& join_all) const;
  bool is_lambda(SymbolId id) const;
  bool is_method(SymbolId id) const;
  Places of_stored(const FunctionFact& caller, const CallFact& call, const FunctionFact& callee,
                   const Object& place) const;
  Places of_callable(const FunctionFact& caller, const CallFact& call, std::uint16_t at, const FunctionFact& callee,
                     const Object& place) const;
  Places given_by(const FunctionFact& caller, const CallFact& call, std::uint32_t position, const Object& place,
                  int depth) const;
  Places passed_in(const FunctionFact& body, std::uint32_t position, const Object& place, int depth) const;
  void share_copy(const FunctionFact& caller, const Object& local, Places& shared) const;

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  mutable std::vector<Places> returns_;
  mutable std::vector<bool> is_visited_;
};

}  // namespace loadline
