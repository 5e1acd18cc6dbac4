// Puts both sources of RPC services together.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/rpc_services.h"

#include <map>

#include "analyzers/words/qualified_name.h"

namespace loadline {

std::vector<RpcContract> find_rpc_services(const Program& program, const std::vector<ProtoService>& protos) {
  std::map<std::string, RpcContract> services;
  for (const ProtoService& proto : protos) {
    const std::string name = proto.package.empty() ? proto.name : proto.package + '.' + proto.name;
    services.try_emplace(name, RpcContract{name, proto.package, proto.path, proto.line});
  }
  for (const Reference& reference : program.references()) {
    if (reference.kind() != ReferenceKind::inherit || reference.from == kNone || reference.to == kNone) continue;
    if (program.symbols()[reference.to].name != "grpc::Service") continue;
    std::string_view inner = program.symbols()[reference.from].name;
    constexpr std::string_view kInner = "::Service";
    if (!inner.ends_with(kInner)) continue;
    inner.remove_suffix(kInner.size());
    const std::string name = dotted_name(inner);
    const std::size_t dot = name.rfind('.');
    services.try_emplace(name, RpcContract{name, dot == std::string::npos ? "" : name.substr(0, dot),
                                           std::string(program.files()[reference.file].path), reference.line});
  }
  std::vector<RpcContract> all;
  for (auto& [name, service] : services) all.push_back(std::move(service));
  return all;
}

}  // namespace loadline
