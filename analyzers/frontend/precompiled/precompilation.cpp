// The precompiled headers of one run.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/precompilation.h"

#include <clang/Basic/Version.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/scan/stored_result.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

constexpr const char* kFolder = "/loadline-precompiled/";
constexpr int kRounds = 4;  // trees for units of the same flags

}  // namespace

Precompilation::Precompilation(const FilePaths& paths, FactStore& store, ScanService& service,
                               IdentifierIndex& identifiers, FileDigests& file_digests)
    : paths_(paths), store_(store), service_(service), identifiers_(identifiers), file_digests_(file_digests) {}

std::size_t Precompilation::add(const CompileCommand& command, const Invocation& invocation, const UnitScan& scan,
                                const std::vector<std::string>& owned_headers) {
  units_.push_back({&command, &invocation, &scan, &owned_headers, kNoNode, false});
  return units_.size() - 1;
}

void Precompilation::plan(unsigned jobs) {
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> groups;  // by flags and folder
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit& unit = units_[i];
    if (unit.invocation->options == nullptr || unit.scan->trace == nullptr) continue;
    groups[{unit.invocation->key, unit.command->directory}].push_back(i);
  }
  for (auto& [flags, group] : groups) {
    for (int round = 0; round < kRounds && group.size() > 1; ++round) {
      const std::vector<std::size_t> wanted = grow_tree(group);
      std::vector<std::size_t> left = place_units(group, wanted, jobs);
      if (left.size() == group.size()) break;
      group = std::move(left);
    }
  }
  leave_lonely_nodes(jobs);
}

// Adds a tree for the group and returns the node that each of its units could take.
std::vector<std::size_t> Precompilation::grow_tree(const std::vector<std::size_t>& group) {
  std::vector<PlannedUnit> planned;
  for (const std::size_t i : group)
    planned.push_back({units_[i].command->source, units_[i].scan, *units_[i].owned_headers});
  HeaderTree tree = choose_headers(planned, paths_);
  const std::size_t first = nodes_.size();
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    HeaderNode& choice = tree.nodes[i];
    Node node{choice.parent == i ? kNoNode : first + choice.parent, choice.bytes, choice.bytes, 0};
    if (node.parent != kNoNode) node.all_bytes += nodes_[node.parent].all_bytes;
    std::string text;
    for (const std::string& include : choice.includes) text += fmt::format("#include {}\n", include);
    nodes_.push_back(node);
    work_.push_back({std::move(choice), std::move(text), group.front(), nullptr, nullptr, 0, false});
  }
  for (std::size_t& node : tree.node_of) node = node == HeaderTree::kNoNode ? kNoNode : first + node;
  return std::move(tree.node_of);
}

// Gives each unit the deepest node that it reads the same with; returns those that got none although they wanted one.
std::vector<std::size_t> Precompilation::place_units(const std::vector<std::size_t>& group,
                                                     const std::vector<std::size_t>& wanted, unsigned jobs) {
  run_confined(jobs, group.size(), [&](std::size_t i) {
    Unit& unit = units_[group[i]];
    unit.wants_one |= wanted[i] != kNoNode;
    unit.node = deepest_that_fits(unit, wanted[i]);
  });
  std::vector<std::size_t> left;
  for (const std::size_t i : group) {
    if (units_[i].node == kNoNode && units_[i].wants_one) left.push_back(i);
  }
  return left;
}

std::size_t Precompilation::deepest_that_fits(const Unit& unit, std::size_t node) {
  for (; node != kNoNode; node = nodes_[node].parent) {
    const PrefixHeader prefix{std::string(kFolder) + "proof.h", whole_text(node)};
    std::shared_ptr<const ScanTrace> trace;
    run_safely(
        [&] { trace = scan_unit(*unit.command, *unit.invocation, paths_, service_, identifiers_, &prefix).trace; });
    if (trace != nullptr && trace->preprocessed == unit.scan->trace->preprocessed) return node;
  }
  return kNoNode;
}

// A node that one unit alone has come to would be made for nothing.
void Precompilation::leave_lonely_nodes(unsigned jobs) {
  count_users();
  run_confined(jobs, units_.size(), [&](std::size_t i) {
    std::size_t node = units_[i].node;
    while (node != kNoNode && nodes_[node].users < 2) node = nodes_[node].parent;
    if (node != units_[i].node) units_[i].node = deepest_that_fits(units_[i], node);
  });
  count_users();
  for (const Unit& unit : units_) {
    if (unit.wants_one && unit.node == kNoNode) refused_.push_back(paths_.display_name(unit.command->source));
  }
  std::sort(refused_.begin(), refused_.end());
}

void Precompilation::count_users() {
  for (Node& node : nodes_) node.users = 0;
  for (const Unit& unit : units_) {
    for (std::size_t node = unit.node; node != kNoNode; node = nodes_[node].parent) ++nodes_[node].users;
  }
}

std::string Precompilation::whole_text(std::size_t node) const {
  const std::size_t parent = nodes_[node].parent;
  return (parent == kNoNode ? "" : whole_text(parent)) + work_[node].text;
}

std::string Precompilation::key_of(std::size_t node) const {
  const Work& work = work_[node];
  const Unit& sample = units_[work.sample];
  KeyDigest key;
  key.add("precompiled header");
  key.add(kFactsVersion);
  key.add(clang::getClangFullVersion());
  key.add(sample.invocation->key);
  // Clang writes full paths into it.
  for (const std::string& folder : paths_.folders()) key.add(folder);
  key.add(sample.command->directory);
  key.add(work.text);
  key.add(work.choice.content);
  if (nodes_[node].parent != kNoNode) key.add(path_of(nodes_[node].parent));
  return key.value();
}

std::string Precompilation::path_of(std::size_t node) const { return kFolder + key_of(node) + ".pch"; }

void Precompilation::prepare_sharing() {
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].users > 0) work_[node].shared = std::make_shared<SharedBytes>();
  }
}

// The answer: whether it came from the store ("s") or is new ("n") and may be stored ("+").
std::string Precompilation::make(std::size_t node) {
  Work& work = work_[node];
  const std::size_t parent = nodes_[node].parent;
  if (nodes_[node].users == 0) return {};
  PrecompileRequest request;
  if (parent != kNoNode && (request.base = load(parent)) == nullptr) return {};
  const auto share = [&](std::string_view bytes, const Inputs& inputs) {
    work.shared->write(encode_result(inputs, bytes, paths_));
  };
  if (load_result(store_, key_of(node), file_digests_, paths_, share)) return "s";
  const Unit& sample = units_[work.sample];
  request.invocation = sample.invocation->options.get();
  request.directory = sample.command->directory;
  request.text = work.text;
  request.path = path_of(node);
  const auto header = precompile(request, paths_, service_.file_system(request.directory), service_.log());
  if (header == nullptr) return {};
  work.header = header;
  share(header->bytes, header->inputs);
  return have_changed(header->inputs, service_.log()) ? "n" : "n+";
}

void Precompilation::made(std::size_t node, std::string_view answer) {
  Work& work = work_[node];
  if (work.shared == nullptr) return;
  std::shared_ptr<const void> keeper;
  Inputs inputs;
  const std::string_view stored = work.shared->read(&keeper);
  const auto bytes = decode_result(stored, paths_, &inputs);
  work.from_cache = answer == "s";
  work.made_bytes = bytes ? bytes->size() : 0;
  if (answer == "n+" && bytes) store_.save(key_of(node), stored);
}

std::shared_ptr<const PrecompiledHeader> Precompilation::load(std::size_t node) {
  Work& work = work_[node];
  if (work.header != nullptr) return work.header;
  auto header = std::make_shared<PrecompiledHeader>();
  const std::size_t parent = nodes_[node].parent;
  if (parent != kNoNode && (header->base = load(parent)) == nullptr) return nullptr;
  const auto bytes = decode_result(work.shared->read(&header->keeper), paths_, &header->inputs);
  if (!bytes) return nullptr;
  header->path = path_of(node);
  header->text = work.text;
  header->bytes = *bytes;
  return work.header = std::move(header);
}

std::shared_ptr<const PrecompiledHeader> Precompilation::header_for(std::size_t unit) {
  return units_[unit].node == kNoNode ? nullptr : load(units_[unit].node);
}

PrecompiledReport Precompilation::report() const {
  PrecompiledReport report;
  std::vector<int> number_of(nodes_.size(), -1);  // among those reported
  for (std::size_t i = 0; i < work_.size(); ++i) {
    const Work& work = work_[i];
    if (nodes_[i].users == 0) continue;
    number_of[i] = static_cast<int>(report.headers.size());
    PrecompiledHeaderReport header;
    header.includes = work.choice.includes;
    header.files = work.choice.files;
    header.source_bytes = work.choice.bytes;
    header.stands_on = nodes_[i].parent == kNoNode ? -1 : number_of[nodes_[i].parent];
    header.usable = work.made_bytes > 0;
    header.from_cache = work.from_cache;
    header.bytes = work.made_bytes;
    header.units = static_cast<std::size_t>(
        std::count_if(units_.begin(), units_.end(), [&](const Unit& unit) { return unit.node == i; }));
    report.headers.push_back(std::move(header));
  }
  report.refused = refused_;
  return report;
}

}  // namespace loadline::frontend
