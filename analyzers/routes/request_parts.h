// Which values come from the target or the method of a request: through strings, parameters, members and results.
// SPDX-License-Identifier: Apache-2.0
//
//   std::string path(req.target());  route(req.method(), path);      both arguments of route, so its parameters too
#pragma once

#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/routes/value_flow.h"

namespace loadline {

class RequestParts {
 public:
  // `handlers`: functions that get parts of the request as parameters: {function, parameter}.
  struct Given {
    SymbolId function = 0;
    std::uint32_t parameter = 0;
    RequestSource source;
  };
  RequestParts(const ValueFlow& flow, const Libraries& libraries, const std::vector<Given>& given);

  // Whether `term` is made from that part of a request.
  bool is_from(RequestPart part, const Term& term, int depth = 0) const;
  // The functions that a part of a request reaches, with the framework it comes from, by symbol.
  const std::map<SymbolId, std::uint32_t>& functions() const { return functions_; }
  // Whether a function belongs to the framework itself, a copy of which may be in the repository.
  bool is_part_of(std::uint32_t framework, SymbolId function) const;
  // Whether its targets leave out the path of what the handler is registered with (`relative_uri`).
  bool is_relative(std::uint32_t framework) const { return relative_.contains(framework); }

 private:
  struct Known {
    std::set<std::pair<SymbolId, std::uint32_t>> parameters;
    std::set<SymbolId> fields, results;
  };
  void find_sources();
  void spread(SymbolId function);
  void spread_to_callees(const FunctionFact& body, const CallFact& call, std::uint32_t framework);
  void spread_to_readers(const FunctionFact& body, const WriteFact& write, std::uint32_t framework);
  void spread_to_callers(const FunctionFact& body, const ReturnFact& result, std::uint32_t framework);
  void reach(SymbolId function, std::uint32_t framework);
  bool is_result_from(RequestPart part, const CallSite& site, int depth) const;
  const Known& known(RequestPart part) const { return known_[static_cast<int>(part)]; }

  const ValueFlow& flow_;
  const Libraries& libraries_;
  Known known_[2];
  std::map<SymbolId, std::uint32_t> functions_;
  std::set<std::uint32_t> relative_;                             // frameworks
  std::set<std::pair<std::uint32_t, std::string_view>> spaces_;  // framework, the outermost namespace it is in
  std::vector<SymbolId> open_;
  std::map<SymbolId, std::vector<SymbolId>> lambdas_;  // by the function around them
};

}  // namespace loadline
