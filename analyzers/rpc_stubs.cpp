// Tells stubs by their names, by what their calls take, and by the other classes that a generator writes beside them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/rpc_stubs.h"

#include "analyzers/qualified_name.h"

namespace loadline {
namespace {

bool is_class(SymbolKind kind) { return kind == SymbolKind::class_ || kind == SymbolKind::struct_; }

// "Buy" of Buy and of its asynchronous twins; "" for other members of a stub. `Raw` functions are the generator's own.
std::string_view grpc_procedure(const Symbol& callee) {
  std::string_view name = last_name(callee.name);
  if (callee.signature.find("ClientContext") == std::string_view::npos || name.ends_with("Raw")) return {};
  if (callee.signature.find("CompletionQueue") == std::string_view::npos) return name;
  for (const std::string_view twin : {"PrepareAsync", "Async"}) {
    if (name.starts_with(twin)) return name.substr(twin.size());
  }
  return name;
}

}  // namespace

bool is_stub_call(const Symbol& callee) {
  const std::string_view holder = last_name(without_last(callee.name));
  if (holder != "Stub" && holder != "StubInterface") return false;
  if (!callee.signature.empty() && callee.signature.find("ClientContext") == std::string_view::npos) return false;
  const std::string_view name = last_name(callee.name);
  return name != holder && !name.starts_with("Async") && !name.starts_with("PrepareAsync") && !name.starts_with('~');
}

RpcStubs::RpcStubs(const Program& program) {
  for (const Symbol& symbol : program.symbols()) {
    if (is_class(symbol.kind)) classes_.insert(symbol.name);
  }
}

std::string RpcStubs::procedure_of(const Symbol& callee) const {
  if (callee.kind != SymbolKind::method || callee.parent == kNone) return {};
  std::string_view service = without_last(callee.name);
  std::string_view name = last_name(callee.name);
  const std::string_view holder = last_name(service);
  const auto knows = [&](std::string_view stem, std::string_view neighbour) {
    return classes_.contains(std::string(stem) + std::string(neighbour));
  };
  if (holder == "async" || holder == "async_interface") service = without_last(service);
  if (const std::string_view stub = last_name(service); stub == "Stub" || stub == "StubInterface") {
    service = without_last(service);
    name = grpc_procedure(callee);
  } else if (holder == "Client" && name.ends_with("Request") && knows(without_last(service), "::Server")) {
    service = without_last(service);
    name.remove_suffix(std::string_view("Request").size());
  } else if (holder.ends_with("_Stub") && callee.signature.find("RpcController") != std::string_view::npos) {
    service.remove_suffix(std::string_view("_Stub").size());
  } else if (holder.ends_with("Client") && name != holder && !name.starts_with("send_") && !name.starts_with("recv_")) {
    service.remove_suffix(std::string_view("Client").size());
    if (service.ends_with("Concurrent") && !knows(service, "If")) service.remove_suffix(std::string_view("Concurrent").size());
    if (!knows(service, "If") || !knows(service, "Processor")) return {};
    if (name == "getInputProtocol" || name == "getOutputProtocol") return {};
  } else {
    return {};
  }
  return service.empty() || name.empty() ? std::string() : '/' + dotted_name(service) + '/' + std::string(name);
}

}  // namespace loadline
