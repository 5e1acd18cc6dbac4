// Tells stubs by their names, by what their calls take, and by the other classes that a generator writes beside them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/rpc_stubs.h"

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

std::string procedure(std::string_view service, std::string_view name) {
  return '/' + dotted_name(service) + '/' + std::string(name);
}

// `Shop::Stub::Buy(context, …)`, its twin `AsyncBuy(context, …, queue)`, and `Stub::async::Buy` with a callback. Functions
// that end in `Raw` are the generator's own.
std::optional<RpcStub> grpc_stub(const Symbol& callee) {
  std::string_view service = without_last(callee.name), name = last_name(callee.name);
  const std::string_view holder = last_name(service);
  const bool has_callback = holder == "async" || holder == "async_interface";
  if (has_callback) service = without_last(service);
  if (last_name(service) != "Stub" && last_name(service) != "StubInterface") return {};
  const auto takes = [&](std::string_view what) { return callee.signature.find(what) != std::string_view::npos; };
  if (!takes("ClientContext") || name.ends_with("Raw")) return {};
  const bool has_queue = takes("CompletionQueue");
  for (const std::string_view twin : {"PrepareAsync", "Async"}) {
    if (!has_queue || !name.starts_with(twin)) continue;
    name.remove_prefix(twin.size());
    break;
  }
  return RpcStub{procedure(without_last(service), name), true, !has_callback && !has_queue};
}

// `ShopClient::buy`, beside `ShopIf::buy` and the class ShopProcessor. `ShopConcurrentClient` is the same for several
// threads.
std::optional<RpcStub> thrift_stub(const Symbol& callee, const std::set<std::string_view>& made_beside) {
  constexpr std::string_view kClient = "Client", kConcurrent = "Concurrent";
  std::string_view service = without_last(callee.name);
  const std::string_view name = last_name(callee.name);
  if (!service.ends_with(kClient)) return {};
  service.remove_suffix(kClient.size());
  const auto has_procedure = [&](std::string_view stem) {
    return made_beside.contains(std::string(stem) + "If::" + std::string(name)) &&
           made_beside.contains(std::string(stem) + "Processor");
  };
  if (!has_procedure(service) && service.ends_with(kConcurrent)) service.remove_suffix(kConcurrent.size());
  return has_procedure(service) ? std::optional(RpcStub{procedure(service, name), false, true}) : std::nullopt;
}

// `Shop::Client::buyRequest`, beside the class Shop::Server.
std::optional<RpcStub> capnp_stub(const Symbol& callee, const std::set<std::string_view>& made_beside) {
  constexpr std::string_view kRequest = "Request";
  const std::string_view holder = without_last(callee.name), service = without_last(holder);
  std::string_view name = last_name(callee.name);
  if (last_name(holder) != "Client" || !name.ends_with(kRequest)) return {};
  if (!made_beside.contains(std::string(service) + "::Server")) return {};
  name.remove_suffix(kRequest.size());
  return RpcStub{procedure(service, name), false, false};
}

// `Shop_Stub::Buy(controller, …)`
std::optional<RpcStub> protobuf_stub(const Symbol& callee) {
  constexpr std::string_view kStub = "_Stub";
  std::string_view service = without_last(callee.name);
  if (!service.ends_with(kStub) || callee.signature.find("RpcController") == std::string_view::npos) return {};
  service.remove_suffix(kStub.size());
  return RpcStub{procedure(service, last_name(callee.name)), false, false};
}

}  // namespace

RpcStubs::RpcStubs(const Program& program) {
  for (const Symbol& symbol : program.symbols()) {
    const std::string_view name = symbol.name;
    const bool is_server = symbol.is_class() && (name.ends_with("Processor") || name.ends_with("::Server"));
    const bool is_procedure = symbol.kind == SymbolKind::method && without_last(name).ends_with("If");
    if (is_server || is_procedure) made_beside_.insert(name);
  }
}

std::optional<RpcStub> RpcStubs::find(const Symbol& callee) const {
  if (callee.kind != SymbolKind::method) return {};
  std::optional<RpcStub> stub = grpc_stub(callee);
  if (!stub) stub = thrift_stub(callee, made_beside_);
  if (!stub) stub = capnp_stub(callee, made_beside_);
  if (!stub) stub = protobuf_stub(callee);
  return stub;
}

}  // namespace loadline
