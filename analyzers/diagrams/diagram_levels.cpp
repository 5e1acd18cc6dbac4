// What the nodes of each level are, and which evidence links them.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/diagrams/diagram_levels.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

using Nodes = std::vector<std::uint32_t>;  // a node, or kNone, for each file or symbol

std::string outer_name(std::string_view name, char separator) {
  const std::size_t cut = name.rfind(separator);
  return cut == std::string_view::npos ? std::string() : std::string(name.substr(0, cut));
}

std::uint32_t add_node(Scene& scene, DiagramNode node, bool needs_edges = false) {
  scene.nodes.push_back(std::move(node));
  scene.needs_edges.push_back(needs_edges);
  return static_cast<std::uint32_t>(scene.nodes.size() - 1);
}

DiagramNode make_node(std::string id, std::string cluster) {
  DiagramNode node;
  node.id = std::move(id);
  node.cluster = std::move(cluster);
  return node;
}

void count_files(DiagramNode& node, const Program& program, const std::vector<FileIndex>& files) {
  node.files += static_cast<std::uint32_t>(files.size());
  for (const FileIndex file : files) node.lines += program.files()[file].lines;
}

void link_files(Scene& scene, const Analyses& analyses, const Nodes& node_of_file) {
  const FileDependencies& dependencies = analyses.file_dependencies();
  for (const Dependency& dependency : dependencies.all()) {
    const std::uint32_t from = node_of_file[dependency.from], to = node_of_file[dependency.to];
    if (from == kNone || to == kNone || from == to) continue;
    scene.links.push_back({from, to, dependencies.evidence(dependency), {}});
  }
}

// Turns pieces of evidence, each with the nodes it joins, into links.
struct Joined {
  std::uint32_t from, to;
  Evidence evidence;
  std::string request = {};  // see Link
};

void link_joined(Scene& scene, std::vector<Joined> joined) {
  std::sort(joined.begin(), joined.end(), [](const Joined& a, const Joined& b) {
    const auto rank = [](const Joined& j) {
      return std::tie(j.from, j.to, j.request, j.evidence.where, j.evidence.kind, j.evidence.to, j.evidence.from);
    };
    return rank(a) < rank(b);
  });
  const auto is_same_link = [](const Joined& a, const Joined& b) {
    return std::tie(a.from, a.to, a.request) == std::tie(b.from, b.to, b.request);
  };
  for (std::size_t first = 0, next = 0; first < joined.size(); first = next) {
    std::vector<Evidence>& evidence = scene.own_evidence.emplace_back();
    for (; next < joined.size() && is_same_link(joined[next], joined[first]); ++next) {
      evidence.push_back(joined[next].evidence);
    }
    scene.links.push_back({joined[first].from, joined[first].to, evidence, joined[first].request});
  }
}

void add_modules(Scene& scene, const Analyses& analyses) {
  Nodes node_of_file(analyses.program().files().size(), kNone);
  for (const Module& module : analyses.modules().all()) {
    DiagramNode node = make_node(module.name, outer_name(module.name, '.'));
    count_files(node, analyses.program(), module.files);
    const std::uint32_t number = add_node(scene, std::move(node));
    for (const FileIndex file : module.files) node_of_file[file] = number;
  }
  link_files(scene, analyses, node_of_file);
}

void add_system_files(Scene& scene, const Program& program, const Nodes& node_of_file) {
  std::map<FileIndex, std::uint32_t> system;
  std::vector<Joined> joined;
  for (const Include& include : program.includes()) {
    if (include.to == kNone || program.files()[include.to].origin == Origin::project) continue;
    if (node_of_file[include.from] == kNone) continue;
    const auto [known, is_new] = system.try_emplace(include.to, 0);
    if (is_new) {
      std::string name = '<' + std::string(program.files()[include.to].path) + '>';
      known->second = add_node(scene, make_node(std::move(name), ""), true);
    }
    joined.push_back({node_of_file[include.from], known->second, evidence_of(include)});
  }
  link_joined(scene, std::move(joined));
}

void add_files(Scene& scene, const Analyses& analyses, bool include_system) {
  const Program& program = analyses.program();
  Nodes node_of_file(program.files().size(), kNone);
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    const File& at = program.files()[file];
    if (at.origin != Origin::project || analyses.modules().is_excluded(file)) continue;
    DiagramNode node = make_node(std::string(at.path), outer_name(at.path, '/'));
    node.path = node.id;
    count_files(node, program, {file});
    node_of_file[file] = add_node(scene, std::move(node));
  }
  link_files(scene, analyses, node_of_file);
  if (include_system) add_system_files(scene, program, node_of_file);
}

Evidence call_evidence(const Program& program, Location where, SymbolId caller, SymbolId callee) {
  const SymbolIndex to = program.find_symbol(callee);
  const FileIndex file = to == kNone ? kNone : program.file_of(to);
  return {where, ReferenceKind::call, program.find_symbol(caller), to, file, 0};
}

// The stores that the code of a node talks to, by the calls of their clients.
void add_stores(Scene& scene, const Analyses& analyses, const Nodes& node_of_file) {
  const Program& program = analyses.program();
  const StoreUses& uses = analyses.store_uses();
  const std::vector<StoreClient>& clients = analyses.libraries().apis.store_clients;
  std::map<std::string_view, std::uint32_t> stores;
  std::vector<Joined> joined;
  for (const StoreClientCall& use : uses.calls) {
    const std::uint32_t from = node_of_file[use.where.file];
    if (from == kNone) continue;
    const StoreClient& client = clients[use.client];
    const auto [known, is_new] = stores.try_emplace(client.store, 0);
    if (is_new) {
      const bool is_taken = std::any_of(scene.nodes.begin(), scene.nodes.end(),
                                        [&](const DiagramNode& node) { return node.id == client.store; });
      DiagramNode node = make_node(client.store + (is_taken ? " (store)" : ""), "stores");
      node.store = name_of(client.kind);
      known->second = add_node(scene, std::move(node), true);
    }
    const SymbolId caller = program.bodies().functions[use.function].symbol;
    const SymbolId callee = program.bodies().calls[use.call].callee;
    joined.push_back({from, known->second, call_evidence(program, use.where, caller, callee)});
  }
  link_joined(scene, std::move(joined));
}

// What services ask each other for over the network.
void link_requests(Scene& scene, const Analyses& analyses, const Nodes& node_of_file,
                   const std::map<std::string_view, std::uint32_t>& service_nodes) {
  const Program& program = analyses.program();
  std::vector<Joined> joined;
  for (const ServiceCall& call : analyses.service_calls()) {
    const ClientRequest& request = analyses.client_requests()[call.request];
    const Route& route = analyses.routes()[call.route];
    const auto service = service_nodes.find(analyses.running_services()[call.service].name);
    const std::uint32_t from = node_of_file[request.where.file];
    if (service == service_nodes.end() || from == kNone || from == service->second) continue;
    joined.push_back({from, service->second, call_evidence(program, request.where, request.caller, request.callee),
                      (route.method == "ANY" ? request.method : route.method) + ' ' + route.path});
  }
  link_joined(scene, std::move(joined));
}

// What one service uses belongs to it; what several use stands on its own.
void add_services(Scene& scene, const Analyses& analyses) {
  const std::vector<Service>& services = analyses.modules().services();
  const std::vector<Module>& modules = analyses.modules().all();
  if (services.empty()) {
    throw UserError("there are no services to draw",
                    "declare some under `services:` in loadline.yaml, or build executables with CMake");
  }
  std::vector<Nodes> users(modules.size());
  std::map<std::string_view, std::uint32_t> service_nodes;
  for (const Service& service : services) {
    const std::uint32_t number = add_node(scene, make_node(service.name, ""));
    service_nodes.emplace(service.name, number);
    for (const ModuleIndex module : service.modules) users[module].push_back(number);
  }
  Nodes node_of_file(analyses.program().files().size(), kNone);
  for (ModuleIndex i = 0; i < modules.size(); ++i) {
    if (users[i].empty()) continue;
    std::uint32_t number = users[i].front();
    if (users[i].size() > 1) {
      const bool also_service = service_nodes.contains(modules[i].name);
      number = add_node(scene, make_node(modules[i].name + (also_service ? " (module)" : ""), "shared"));
    }
    count_files(scene.nodes[number], analyses.program(), modules[i].files);
    for (const FileIndex file : modules[i].files) node_of_file[file] = number;
  }
  link_files(scene, analyses, node_of_file);
  link_requests(scene, analyses, node_of_file, service_nodes);
  add_stores(scene, analyses, node_of_file);
}

// The outermost class, function, … that holds a symbol; kNone for namespaces, and for what is nested deeper than code
// can be: in damaged facts parents may form a cycle.
SymbolIndex outermost(const Program& program, SymbolIndex symbol) {
  const auto is_namespace = [&](SymbolIndex i) {
    const SymbolKind kind = program.symbols()[i].kind;
    return kind == SymbolKind::namespace_ || kind == SymbolKind::namespace_alias;
  };
  if (is_namespace(symbol)) return kNone;
  constexpr int kDeepest = 1000;
  for (int depth = 0; depth < kDeepest; ++depth) {
    const SymbolIndex parent = program.symbols()[symbol].parent;
    if (parent == kNone || is_namespace(parent)) return symbol;
    symbol = parent;
  }
  return kNone;
}

// Nodes for outermost symbols. One name in one module is one node: overloads belong together, two `main`s do not.
class SymbolNodes {
 public:
  SymbolNodes(Scene& scene, const Analyses& analyses) : scene_(scene), analyses_(analyses) {
    const Program& program = analyses.program();
    const auto count = static_cast<SymbolIndex>(program.symbols().size());
    Nodes outer(count, kNone);
    for (SymbolIndex i = 0; i < count; ++i) {
      outer[i] = outermost(program, i);
      if (outer[i] == i && is_shown(i)) by_name_[program.symbols()[i].name][module_of(i)].push_back(i);
    }
    nodes_.assign(count, kNone);
    for (const auto& [name, by_module] : by_name_) {
      for (const auto& [module, symbols] : by_module) add(name, module, symbols, by_module.size() > 1);
    }
    for (SymbolIndex i = 0; i < count; ++i) {
      if (outer[i] != kNone) nodes_[i] = nodes_[outer[i]];
    }
  }

  const Nodes& nodes() const { return nodes_; }

 private:
  bool is_shown(SymbolIndex symbol) const {
    const FileIndex file = analyses_.program().file_of(symbol);
    return file != kNone && analyses_.program().files()[file].origin == Origin::project &&
           !analyses_.modules().is_excluded(file);
  }
  std::string module_of(SymbolIndex symbol) const {
    const ModuleIndex module = analyses_.modules().of(analyses_.program().file_of(symbol));
    return module == kNone ? std::string() : analyses_.modules().all()[module].name;
  }
  void add(std::string_view name, const std::string& module, const Nodes& symbols, bool elsewhere_too) {
    const Program& program = analyses_.program();
    std::string id(name.empty() ? "(unnamed)" : name);
    if (elsewhere_too) id += " (" + (module.empty() ? std::string("no module") : module) + ")";
    DiagramNode node = make_node(std::move(id), module);
    Location first;
    for (const SymbolIndex symbol : symbols) first = std::min(first, program.symbols()[symbol].declared);
    node.path = program.files()[first.file].path;
    node.line = first.line;
    const std::uint32_t number = add_node(scene_, std::move(node), true);
    for (const SymbolIndex symbol : symbols) nodes_[symbol] = number;
  }

  Scene& scene_;
  const Analyses& analyses_;
  std::map<std::string_view, std::map<std::string, Nodes>> by_name_;
  Nodes nodes_;
};

void add_symbols(Scene& scene, const Analyses& analyses) {
  const Program& program = analyses.program();
  const Nodes nodes = SymbolNodes(scene, analyses).nodes();
  std::vector<Joined> joined;
  for (const Reference& reference : program.references()) {
    if (reference.from == kNone || reference.to == kNone) continue;
    const std::uint32_t from = nodes[reference.from], to = nodes[reference.to];
    if (from == kNone || to == kNone || from == to) continue;
    joined.push_back({from, to, evidence_of(program, reference)});
  }
  link_joined(scene, std::move(joined));
}

}  // namespace

Scene make_scene(const Analyses& analyses, Level level, bool include_system) {
  Scene scene;
  switch (level) {
    case Level::module: add_modules(scene, analyses); break;
    case Level::file: add_files(scene, analyses, include_system); break;
    case Level::service: add_services(scene, analyses); break;
    case Level::symbol: add_symbols(scene, analyses); break;
  }
  return scene;
}

}  // namespace loadline
