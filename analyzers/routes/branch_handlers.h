// Who serves a branch of a function that compares the target, and how long that object lives.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/routes/request_parts.h"
#include "analyzers/routes/route_expansion.h"

namespace loadline {

class BranchHandlers {
 public:
  // Keeps references to its arguments.
  BranchHandlers(const ValueFlow& flow, const Libraries& libraries, const RequestParts& parts,
                 const RouteExpansion& expansion)
      : flow_(flow), program_(flow.program()), libraries_(libraries), parts_(parts), expansion_(expansion) {}

  // The function that is called in one of the blocks `runs` of a body, if it is one only: of the program, and given what the
  // function itself was given. 0 when there is none.
  SymbolId handler_in(const FunctionFact& body, const std::vector<bool>& runs, std::uint32_t framework) const;
  // Whether something is done there at all.
  bool does_something(const FunctionFact& body, const std::vector<bool>& runs) const;
  // Whether the function is left from there.
  bool leaves(const FunctionFact& body, const std::vector<bool>& runs) const;
  // A session holds a socket or a buffer, or keeps itself alive; any other object is shared by all connections.
  HandlerLifetime lifetime_of(SymbolId function, std::uint32_t framework) const;

 private:
  SymbolId made_handler(const CallFact& call) const;
  bool is_given_on(const CallFact& call) const;
  SymbolIndex class_of(SymbolId function) const;
  bool is_connection(SymbolIndex type) const;

  const ValueFlow& flow_;
  const Program& program_;
  const Libraries& libraries_;
  const RequestParts& parts_;
  const RouteExpansion& expansion_;
};

}  // namespace loadline
