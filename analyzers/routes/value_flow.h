// Where values come from across the program: through locals, parameters, members, tables and wrappers of callables.
// SPDX-License-Identifier: Apache-2.0
//
//   void Api::add(const std::string& path, Handler h) { server_.Get(prefix_ + path, h); }
//
// The path given to Get is the term `join(member prefix_, parameter 0 of Api::add)`. What a parameter is, its callers say;
// what a member holds, the places that write it say; so a term is expanded until nothing but constants is left.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/routes/value_roles.h"

namespace loadline {

// A value in the terms of one body, with its parts. Of kind place: what `place` holds, or part number `element` of it.
struct Term {
  ValueKind kind = ValueKind::unknown;
  LiteralKind literal_kind = LiteralKind::none;
  std::uint16_t element = kWhole;
  SymbolId symbol = 0;  // callable: the function; literal: the enumerator; else the class
  PlaceFact place;
  const FunctionFact* body = nullptr;  // whose parameters, calls and captures `place` speaks of
  std::uint32_t line = 0;
  std::string text;         // of a literal
  std::vector<Term> parts;  // of a join, group or choice
};

// A constant text.
Term text_term(std::string text);

// The term itself and all that it is made of.
std::size_t parts_in(const Term& term);

// One place that gives a variable or field its content: a write, or an element put into a container.
struct Assignment {
  CallSite site;                // of an element; `body` alone for a write
  std::uint32_t write = kNone;  // into Bodies::writes
};

// Not thread-safe.
class ValueFlow {
 public:
  // Keeps references to its arguments. Linear in the calls and writes of the program.
  ValueFlow(const Program& program, const CallGraph& calls, const CallSites& sites, const Libraries& libraries);

  std::string_view name_of(SymbolId id) const;
  const CallFact& call(const CallSite& site) const { return bodies_.calls[site.call]; }
  std::span<const CallSite> calls_of(SymbolId callee) const { return sites_.of(callee); }
  // The same, calls of the virtual functions that it overrides included.
  std::vector<CallSite> callers_of(SymbolId function) const;
  std::span<const ArgumentFact> arguments_of(const CallFact& call) const;
  const ArgumentFact* argument(const CallFact& call, int position) const;
  Location where(const CallSite& site) const { return {call(site).file, call(site).line}; }

  // What is passed; unknown when nothing is known of it.
  Term argument_term(const CallSite& site, int position) const;
  Term object_term(const CallSite& site) const;
  Term term(const FunctionFact& body, const ValueFact& value) const;
  Term term_at(const FunctionFact& body, std::uint32_t value) const;
  Term term_of(const FunctionFact& body, const ArgumentFact& argument) const;
  // The call that a term is the result of, if it is one.
  const CallFact* made_by(const Term& term) const;
  CallSite site_of(const Term& result) const;

  // With what needs no caller and no assignment replaced: wrappers of strings and callables, results of functions, captures.
  Term simplified(Term term, int depth = 0) const;
  // The variable or field a term reads, 0 when it is none.
  static SymbolId variable_of(const Term& term);
  std::span<const Assignment> assignments_of(SymbolId variable) const;
  std::vector<SymbolId> assigned_variables() const;  // sorted
  // What an assignment puts there: for containers each element, a pair of key and value as a group of two.
  std::vector<Term> entries_of(const Assignment& assignment) const;
  // The values that the fields of a local object were given; no group when there are none.
  Term filled(const Term& local) const;
  // Part number `element`, which is the field `field`, of an entry.
  Term part_of(const Term& entry, std::uint16_t element, SymbolId field) const;
  // Replaces the parameters of `function` by the arguments at `site`.
  void substitute(Term& term, SymbolId function, const CallSite& site) const;
  // Constants joined; "{?}" for what is not constant.
  std::string text_of(const Term& term) const;
  // The functions a term may be: callables in it, call operators of its class. Of a choice: those of the first part that
  // has any.
  std::vector<SymbolId> callables_of(const Term& term) const;
  // Classes of the objects in a term.
  std::vector<SymbolId> classes_of(const Term& term) const;
  std::span<const SymbolIndex> members_of(SymbolId type) const;

  const Program& program() const { return program_; }
  const CallGraph& call_graph() const { return calls_; }

 private:
  ValueRole role(SymbolId callee) const;
  void index_functions(const Libraries& libraries);
  void index_calls();
  void index_writes();
  Term simplified_result(const Term& result, int depth) const;
  Term returned_by(const CallSite& site, int depth) const;
  Term wrapped(const CallSite& site, const Term& result, int depth) const;
  Term captured(const Term& term) const;
  SymbolId root_of(const Assignment& assignment) const;
  Term formatted(const CallSite& site) const;

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  const CallSites& sites_;
  std::vector<ValueRole> roles_;  // by symbol
  std::unordered_map<SymbolId, std::vector<Assignment>> assignments_;
  std::unordered_map<SymbolId, std::vector<SymbolId>> overridden_;
  std::unordered_map<SymbolId, std::vector<SymbolIndex>> members_;
  std::unordered_map<SymbolId, std::vector<SymbolId>> call_operators_;  // with a body, by class
  mutable std::vector<Node> expanding_;                                 // the functions that simplified() is in
  mutable std::size_t expansions_ = 0;                                  // since it was last in none
};

}  // namespace loadline
