// Follows the paths of requests to where they are written, as those of routes are.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/client_requests.h"

#include <algorithm>
#include <tuple>

#include "analyzers/calls/rpc_stubs.h"
#include "analyzers/routes/route_expansion.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

// "{?}/v1/orders?page={?}" → "/v1/orders": what goes before the first slash is the address of the service.
std::string path_of_url(std::string_view url) {
  url = url.substr(0, url.find('#'));
  for (std::size_t mark = url.find('?'); mark != std::string_view::npos; mark = url.find('?', mark + 1)) {
    const bool is_unknown = mark > 0 && url[mark - 1] == '{';
    if (!is_unknown) url = url.substr(0, mark);
  }
  const std::size_t slash = url.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(url.substr(slash));
}

class RequestFinder {
 public:
  RequestFinder(const Program& program, const CallGraph& calls, const CallSites& sites, const Libraries& libraries)
      : program_(program),
        libraries_(libraries),
        flow_(program, calls, sites, libraries),
        expansion_(flow_, libraries) {}

  std::vector<ClientRequest> find(const RpcStubs& stubs) {
    for (const Symbol& symbol : program_.symbols()) {
      const RequestCall* request = libraries_.requests.find(symbol.name);
      const std::optional<RpcStub> stub = request == nullptr ? stubs.find(symbol) : std::nullopt;
      if (request == nullptr && !stub) continue;
      for (const CallSite& site : flow_.calls_of(symbol.id)) {
        if (!is_written(site)) continue;
        if (request != nullptr) {
          expand(*request, site, symbol.id);
        } else {
          found_.push_back({"RPC", stub->procedure, flow_.where(site), site.body->symbol, symbol.id});
        }
      }
    }
    const auto key = [](const ClientRequest& r) { return std::tie(r.where, r.path, r.method, r.caller, r.callee); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto same = [](const auto& a, const auto& b) {
      return std::tie(a.where, a.path, a.method) == std::tie(b.where, b.path, b.method);
    };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  // By a person, to run in production.
  bool is_written(const CallSite& site) const {
    const std::string_view path = program_.files()[flow_.where(site).file].path;
    return !is_generated(path) && !is_test_code(path);
  }

  void expand(const RequestCall& request, const CallSite& site, SymbolId callee) {
    if (request.condition != kNoArgument && !is_met(request, site)) return;
    RouteCandidate candidate;
    candidate.is_request = true;
    candidate.method_name = request.method_name;
    if (request.method != kNoArgument) candidate.method = flow_.argument_term(site, request.method);
    candidate.path = flow_.argument_term(site, request.path);
    candidate.where = flow_.where(site);
    candidate.registrar = site.body->symbol;
    std::vector<Route> routes;
    expansion_.expand(std::move(candidate), routes);
    for (const Route& route : routes) {
      std::string path = path_of_url(route.path);
      const bool says_something = path.find_first_not_of("/{?}") != std::string::npos;
      if (says_something) found_.push_back({route.method, std::move(path), route.where, route.registrar, callee});
    }
  }

  bool is_met(const RequestCall& request, const CallSite& site) const {
    const ArgumentFact* argument = flow_.argument(flow_.call(site), request.condition);
    return argument != nullptr && argument->literal_kind != LiteralKind::none &&
           program_.bodies().texts[argument->literal] == request.condition_text;
  }

  const Program& program_;
  const Libraries& libraries_;
  const ValueFlow flow_;
  RouteExpansion expansion_;
  std::vector<ClientRequest> found_;
};

}  // namespace

std::vector<ClientRequest> find_client_requests(const Program& program, const CallGraph& calls, const CallSites& sites,
                                                const RpcStubs& stubs, const Libraries& libraries) {
  const bool has_clients = std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    return libraries.requests.find(symbol.name) != nullptr || stubs.find(symbol).has_value();
  });
  if (!has_clients) return {};
  return RequestFinder(program, calls, sites, libraries).find(stubs);
}

}  // namespace loadline
