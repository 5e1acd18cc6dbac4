// From one registration to the routes it stands for: callers, tables and members are followed until paths are constant.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyzers/routes/route.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

// A registration whose parts are not yet constant.
struct RouteCandidate {
  std::uint32_t framework = 0;
  Term prefix, path, handler, method;
  Term entry;                             // of a table: whatever callable is in it is the handler
  std::string method_name;                // when the model says it
  std::vector<std::string> said_methods;  // that are beside the path in a table or a call of a wrapper
  SymbolId known_handler = 0;             // when it needs no expansion
  bool has_path = true;
  bool is_request = false;     // of a client: there is no handler, and it is made where its path is written
  bool needs_handler = false;  // a table without callables is no table of routes
  HandlerLifetime lifetime = HandlerLifetime::process;
  int closure_parameter = kNoArgument;
  Location where;
  SymbolId registrar = 0;
  std::vector<SymbolId> callers, variables;  // that were expanded, so that recursion ends
};

class RouteExpansion {
 public:
  RouteExpansion(const ValueFlow& flow, const Libraries& libraries);

  // Adds the routes of `candidate`.
  void expand(RouteCandidate candidate, std::vector<Route>& routes);
  // Member functions of a class, or of what it derives from, that override a handler base.
  struct Override {
    SymbolId function = 0;
    const HandlerBase* base = nullptr;
  };
  std::vector<Override> handlers_in(SymbolId type) const;
  const std::vector<std::pair<SymbolId, Override>>& all_handlers() const { return handlers_; }  // by class

 private:
  struct Leaf {
    const Term* term = nullptr;
    bool is_parameter = false;
  };
  void step(RouteCandidate candidate, std::vector<Route>& routes);
  void simplify(RouteCandidate& candidate) const;
  Leaf open_leaf(const RouteCandidate& candidate) const;
  Leaf open_leaf(const Term& term) const;
  bool expand_callers(const RouteCandidate& candidate, const Term& leaf, std::vector<Route>& routes);
  void keep_nearest(const RouteCandidate& candidate, std::size_t first, std::vector<Route>& routes) const;
  // One place where the variable behind a leaf gets a value.
  struct Entry {
    Term term;
    Location where;
    SymbolId registrar = 0;
  };
  std::vector<Entry> entries_of(SymbolId variable) const;
  RouteCandidate with_entry(const RouteCandidate& candidate, const Term& leaf, const Entry& entry) const;
  bool expand_variable(const RouteCandidate& candidate, const Term& leaf, std::vector<Route>& routes);
  bool is_handler_known(const RouteCandidate& candidate) const;
  void give_up(RouteCandidate& candidate, const Term& leaf) const;
  std::string path_of(const RouteCandidate& candidate) const;
  // The functions that serve the route, each with its method when it says one.
  std::vector<std::pair<SymbolId, std::string>> handlers_of(const RouteCandidate& candidate) const;
  void emit(const RouteCandidate& candidate, std::vector<Route>& routes) const;
  std::vector<std::string> methods_at(const CallSite& site) const;
  std::vector<std::string> methods_beside(const Term& entry) const;
  std::vector<std::string> methods_of(const RouteCandidate& candidate) const;

  const ValueFlow& flow_;
  std::vector<std::pair<SymbolId, Override>> handlers_;  // sorted by class
  std::size_t steps_ = 0;                                // of the candidate at hand
};

}  // namespace loadline
