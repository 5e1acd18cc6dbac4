// What a call does with a callable that it is given: run it, hand it to another thread, or keep it for later.
// SPDX-License-Identifier: Apache-2.0
//
//   std::for_each(first, last, f);        runs it
//   pool.post(f);  socket.async_read(f);  later, elsewhere
//   jobs_.emplace(f);                     keeps it: it runs where jobs_ is emptied, not here
//   void each(F f) { for (…) f(item); }   a function of the program does what its body says
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/program.h"

namespace loadline {

enum class CallableUse : std::uint8_t { none, later, runs };  // of several uses, the last in this order counts

// The parameter of the body that a place is, itself and not a part of it; kNone for any other place.
std::uint32_t parameter_of(const PlaceFact& place);

// Whether a call runs the callable that its object is.
bool runs_its_object(const Program& program, const CallFact& call);

// Member functions of std::function and of containers that keep what they are given.
bool keeps_arguments(std::string_view callee);

class PassedCallables {
 public:
  // `bodies_of`: every body that a call of the function may run, none for a library's.
  using BodiesOf = std::function<std::vector<std::span<const FunctionFact>>(const CallFact& call)>;
  // Keeps references to its arguments. Linear in captures.
  PassedCallables(const Program& program, const Libraries& libraries, BodiesOf bodies_of);

  // What `call` does with what it is given at `position`.
  CallableUse use_of(const CallFact& call, std::uint32_t position) const;

 private:
  CallableUse use_in_library(const CallFact& call) const;
  CallableUse use_in_body(const FunctionFact& body, std::uint32_t parameter) const;
  CallableUse use_in_call(const FunctionFact& body, const CallFact& call, std::uint32_t parameter) const;
  CallableUse use_in_lambdas(const FunctionFact& body, std::uint32_t parameter) const;
  CallableUse use_of_lambda(const FunctionFact& body, SymbolId lambda) const;

  const Program& program_;
  const Libraries& libraries_;
  BodiesOf bodies_of_;
  std::unordered_map<SymbolId, std::vector<const FunctionFact*>> lambdas_;  // that capture, by the function around them
  mutable std::map<std::pair<const FunctionFact*, std::uint32_t>, CallableUse> known_;
};

}  // namespace loadline
