// The modules of one run.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/module_builds.h"

#include <clang/Basic/Version.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyzers/frontend/files/memory_file.h"
#include "analyzers/frontend/precompiled/module_header.h"
#include "analyzers/frontend/precompiled/standard_module.h"
#include "analyzers/frontend/scan/stored_result.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

constexpr const char* kFolder = "/loadline-precompiled/";

}  // namespace

ModuleBuilds::ModuleBuilds(const FilePaths& paths, FactStore& store, ScanService& service, IdentifierIndex& identifiers,
                           FileDigests& file_digests)
    : paths_(paths), store_(store), service_(service), identifiers_(identifiers), file_digests_(file_digests) {}

void ModuleBuilds::plan(std::vector<Unit> units) {
  units_ = std::move(units);
  parts_.resize(units_.size());
  std::vector<ModuleUser> users;
  for (const Unit& unit : units_) {
    // A library's source of `std` is one that this Clang need not be able to read.
    const bool is_library = is_standard_module(unit.scan->provides) && !paths_.project_name(unit.command->source);
    users.push_back({unit.command->source, is_library ? std::string() : unit.scan->provides, unit.scan->imports});
  }
  plan_ = ModulePlan(users);
  for (const std::size_t unit : plan_.order()) {
    if (takes_part(unit)) order_.push_back(unit);
  }
  digest_contents();
}

bool ModuleBuilds::takes_part(std::size_t unit) const {
  const UnitScan& scan = *units_[unit].scan;
  return !scan.provides.empty() || !scan.imports.empty();
}

void ModuleBuilds::digest_contents() {
  for (const std::size_t number : order_) {
    const Unit& unit = units_[number];
    KeyDigest key;
    key.add(unit.invocation->key);
    key.add(paths_.portable(unit.command->source));
    key.add(unit.scan_digest);
    add_imports(number, key);
    parts_[number].content = key.value();
  }
}

void ModuleBuilds::add_imports(std::size_t unit, KeyDigest& key) const {
  for (const ModulePlan::Import& import : plan_.imports_of(unit)) {
    key.add(import.name);
    if (import.provider != ModulePlan::kNobody) key.add(parts_[import.provider].content);
  }
}

bool ModuleBuilds::imports_standard_names(std::size_t unit) const {
  if (imports_standard(*units_[unit].scan)) return true;
  const std::vector<ModulePlan::Import> imports = plan_.all_imports_of(unit);
  return std::any_of(imports.begin(), imports.end(),
                     [&](const ModulePlan::Import& import) { return imports_standard(*units_[import.provider].scan); });
}

void ModuleBuilds::choose_headers(const std::vector<std::size_t>& units, bool precompile, unsigned jobs) {
  if (!precompile) return;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> groups;  // by dialect and folder
  for (const std::size_t unit : units) {
    const Invocation& invocation = *units_[unit].invocation;
    if (invocation.options == nullptr) continue;
    groups[{invocation.macroless_key, units_[unit].command->directory}].push_back(unit);
  }
  for (auto& [dialect, members] : groups) {
    std::vector<HeaderUser> users;
    for (const std::size_t unit : members) {
      users.push_back({units_[unit].command, units_[unit].invocation, units_[unit].scan});
    }
    const ModuleHeader header = choose_module_header(users, paths_, service_, identifiers_, jobs);
    if (header.text.empty()) continue;
    std::set<std::size_t> takers;
    for (const std::size_t i : header.takers) takers.insert(members[i]);
    const std::size_t number = groups_.size();
    for (const std::size_t unit : order_) {
      if (!takers.contains(unit)) continue;
      const auto& imports = plan_.imports_of(unit);
      const bool fits = std::all_of(imports.begin(), imports.end(), [&](const ModulePlan::Import& import) {
        return import.provider == ModulePlan::kNobody || parts_[import.provider].group == number;
      });
      if (fits) parts_[unit].group = number;
    }
    Group& group = groups_.emplace_back();
    group.sample = members.front();
    group.text = header.text;
    group.files = header.files;
    KeyDigest key;
    key.add("module of headers");
    key.add(kFactsVersion);
    key.add(clang::getClangFullVersion());
    key.add(units_[group.sample].invocation->key);
    for (const std::string& folder : paths_.folders()) key.add(folder);
    key.add(units_[group.sample].command->directory);
    key.add(header.text);
    key.add(header.content);
    group.key = key.value();
  }
}

void ModuleBuilds::prepare_sharing() {
  for (Group& group : groups_) group.shared = std::make_unique<SharedResult>();
  for (const std::size_t unit : order_) {
    if (units_[unit].scan->provides.empty()) continue;
    for (auto& shared : parts_[unit].shared) shared = std::make_unique<SharedResult>();
  }
}

void ModuleBuilds::share(SharedResult& shared, std::string_view bytes, const Inputs& inputs) {
  using State = SharedResult::State;
  if (bytes.empty()) return shared.share(State::failed, {});
  const State state = have_changed(inputs, service_.log()) ? State::doubtful : State::may_be_stored;
  shared.share(state, encode_result(inputs, bytes, paths_));
}

bool ModuleBuilds::take_from_store(SharedResult& shared, const StoreKey& key) {
  return load_result(store_, key, file_digests_, paths_, [&](std::string_view bytes, const Inputs& inputs) {
    shared.share(SharedResult::State::from_store, encode_result(inputs, bytes, paths_));
  });
}

void ModuleBuilds::make_header(std::size_t number) {
  Group& group = groups_[number];
  if (take_from_store(*group.shared, group.key)) return;
  const Unit& sample = units_[group.sample];
  PrecompileRequest request;
  request.invocation = sample.invocation->options.get();
  request.directory = sample.command->directory;
  request.path = kFolder + group.key + ".pch";
  request.text = group.text;
  request.as_module = true;
  std::shared_ptr<const PrecompiledHeader> made;
  run_safely([&] { made = precompile(request, paths_, service_.file_system(request.directory), service_.log()); });
  if (made != nullptr) share(*group.shared, made->bytes, made->inputs);
}

std::shared_ptr<const PrecompiledHeader> ModuleBuilds::header_of(std::size_t unit) {
  if (parts_[unit].group == kNoGroup) return nullptr;
  Group& group = groups_[parts_[unit].group];
  if (group.loaded != nullptr) return group.loaded;
  auto header = std::make_shared<PrecompiledHeader>();
  const auto bytes = decode_result(group.shared->stored_form(&header->keeper), paths_, &header->inputs);
  if (!bytes || bytes->empty()) return nullptr;
  header->path = kFolder + group.key + ".pch";
  header->text = group.text;
  header->module_map = module_map_for(*header);
  header->bytes = *bytes;
  return group.loaded = std::move(header);
}

void ModuleBuilds::keep_header(std::size_t group) {
  std::shared_ptr<const void> keeper;
  const SharedResult& shared = *groups_[group].shared;
  if (shared.state() != SharedResult::State::may_be_stored) return;
  store_.save(groups_[group].key, shared.stored_form(&keeper));
}

void ModuleBuilds::keep_interfaces(std::size_t unit) {
  const auto keep = [this](std::size_t provider) {
    for (const Variant variant : {kPlain, kWithHeader}) {
      Part& part = parts_[provider];
      if (part.shared[variant] == nullptr || part.shared[variant]->state() != SharedResult::State::may_be_stored)
        continue;
      const std::lock_guard lock(keeping_);
      if (std::exchange(part.is_kept[variant], true)) continue;
      std::shared_ptr<const void> keeper;
      store_.save(interface_key(provider, variant), part.shared[variant]->stored_form(&keeper));
    }
  };
  keep(unit);
  for (const ModulePlan::Import& import : plan_.all_imports_of(unit)) keep(import.provider);
}

void ModuleBuilds::give_up(std::size_t unit, ParseWay way) {
  SharedResult* shared = parts_[unit].shared[way == ParseWay::precompiled ? kWithHeader : kPlain].get();
  if (shared != nullptr && shared->state() == SharedResult::State::none) {
    shared->share(SharedResult::State::failed, {});
  }
}

std::vector<PrecompiledHeaderReport> ModuleBuilds::header_reports() const {
  std::vector<PrecompiledHeaderReport> reports;
  for (std::size_t number = 0; number < groups_.size(); ++number) {
    const Group& group = groups_[number];
    PrecompiledHeaderReport& report = reports.emplace_back();
    for (llvm::StringRef rest = group.text; !rest.empty();) {
      const auto [line, more] = rest.split('\n');
      if (line.starts_with("#include ")) report.includes.push_back(line.drop_front(9).str());
      rest = more;
    }
    report.files = group.files;
    if (group.shared != nullptr) {
      std::shared_ptr<const void> keeper;
      Inputs inputs;
      const auto bytes = decode_result(group.shared->stored_form(&keeper), paths_, &inputs);
      report.bytes = bytes ? bytes->size() : 0;
      report.from_cache = group.shared->state() == SharedResult::State::from_store;
    }
    report.usable = report.bytes > 0;
    report.units = static_cast<std::size_t>(
        std::count_if(parts_.begin(), parts_.end(), [&](const Part& part) { return part.group == number; }));
  }
  return reports;
}

std::string ModuleBuilds::interface_key(std::size_t unit, Variant variant) const {
  KeyDigest key;
  key.add("module interface");
  key.add(kFactsVersion);
  key.add(clang::getClangFullVersion());
  for (const std::string& folder : paths_.folders()) key.add(folder);  // Clang writes full paths into it
  key.add(units_[unit].command->directory);
  key.add(parts_[unit].content);
  // What it does not own it skips.
  for (const std::string& header : *units_[unit].owned_headers) key.add(header);
  if (variant == kWithHeader) key.add(groups_[parts_[unit].group].key);
  return key.value();
}

// Whether it was made in this run, or lies in the store; also when it could not be made.
bool ModuleBuilds::is_made(std::size_t unit, Variant variant) {
  SharedResult& shared = *parts_[unit].shared[variant];
  return shared.state() != SharedResult::State::none || take_from_store(shared, interface_key(unit, variant));
}

// nullptr when it could not be made.
ModuleBuilds::Interface ModuleBuilds::interface_of(std::size_t unit, Variant variant) {
  Part& part = parts_[unit];
  if (part.loaded[variant] != nullptr || part.shared[variant] == nullptr) return part.loaded[variant];
  auto interface = std::make_shared<ModuleInterface>();
  const auto bytes = decode_result(part.shared[variant]->stored_form(&interface->keeper), paths_, &interface->inputs);
  if (!bytes || bytes->empty()) return nullptr;
  interface->name = units_[unit].scan->provides;
  interface->path = kFolder + interface_key(unit, variant) + ".pcm";
  interface->bytes = *bytes;
  return part.loaded[variant] = std::move(interface);
}

ModuleBuilds::Interface ModuleBuilds::plain_interface(std::size_t unit) {
  if (parts_[unit].shared[kPlain] == nullptr) return nullptr;
  if (!is_made(unit, kPlain)) parse_variant(unit, kPlain);
  return interface_of(unit, kPlain);
}

// Gives no name: those come from the headers.
ModuleBuilds::Interface ModuleBuilds::standard_interface(std::size_t unit, const std::string& name) {
  const std::string path = kFolder + name + "." + units_[unit].invocation->key;
  Interface& known = standard_[path];
  if (known != nullptr) return known;
  const std::string text = empty_module(name);
  UnitRequest request;
  request.source = path + ".cppm";
  request.directory = units_[unit].command->directory;
  request.invocation = units_[unit].invocation->options.get();
  const auto bytes = std::make_shared<std::string>();
  run_safely([&] {
    parse_unit(request, paths_, with_memory_files(service_.file_system(request.directory), {{request.source, text}}),
               nullptr, bytes.get());
  });
  if (!bytes->empty()) {
    known = std::make_shared<const ModuleInterface>(ModuleInterface{name, path + ".pcm", *bytes, bytes, {}});
  }
  return known;
}

UnitRequest ModuleBuilds::request_for(std::size_t number, Variant variant) {
  const Unit& unit = units_[number];
  UnitRequest request;
  request.source = unit.command->source;
  request.directory = unit.command->directory;
  request.invocation = unit.invocation->options.get();
  request.owned_headers = *unit.owned_headers;
  if (variant == kWithHeader) {
    request.precompiled = header_of(number);
    request.scan = unit.scan;
  } else if (imports_standard_names(number)) {
    const PrefixHeader standard = standard_headers();
    request.prefix_path = standard.path;
    request.prefix_text = standard.text;
  }
  std::set<std::string> standard_names;
  const auto add_standard_names = [&](std::size_t importer) {
    for (const ModulePlan::Import& import : plan_.imports_of(importer)) {
      const bool is_given = import.provider == ModulePlan::kNobody && is_standard_module(import.name);
      if (is_given) standard_names.insert(import.name);
    }
  };
  add_standard_names(number);
  for (const ModulePlan::Import& import : plan_.all_imports_of(number)) {
    add_standard_names(import.provider);
    Interface made =
        variant == kWithHeader ? interface_of(import.provider, kWithHeader) : plain_interface(import.provider);
    if (made != nullptr) request.modules.push_back(std::move(made));
  }
  for (const std::string& name : standard_names) {
    if (Interface made = standard_interface(number, name)) request.modules.push_back(std::move(made));
  }
  for (const ModulePlan::Import& import : plan_.imports_of(number)) {
    if (import.provider == ModulePlan::kNobody) continue;
    request.module_sources[import.name] = units_[import.provider].command->source;
  }
  return request;
}

std::optional<ParseOutcome> ModuleBuilds::parse_variant(std::size_t number, Variant variant) {
  const Unit& unit = units_[number];
  SharedResult* shared = parts_[number].shared[variant].get();
  ParseOutcome outcome;
  std::string bytes;
  const auto parse_it = [&] {
    const UnitRequest request = request_for(number, variant);
    const auto files = llvm::makeIntrusiveRefCnt<InputRecorder>(service_.file_system(unit.command->directory));
    outcome.facts = parse_unit(request, paths_, files, &outcome.cost.memory, shared != nullptr ? &bytes : nullptr);
    outcome.inputs = files->inputs(paths_, service_.log());
    add_inputs_of_loaded(request, outcome.inputs);
  };
  const bool is_done = unit.invocation->options != nullptr && run_safely(parse_it);
  if (shared != nullptr) share(*shared, is_done ? std::string_view(bytes) : std::string_view(), outcome.inputs);
  if (!is_done) return std::nullopt;
  outcome.may_store = true;
  return outcome;
}

std::optional<ParseOutcome> ModuleBuilds::parse(std::size_t unit, ParseWay way) {
  const bool has_header = way == ParseWay::precompiled && header_of(unit) != nullptr;
  if (has_header) {
    std::optional<ParseOutcome> outcome = parse_variant(unit, kWithHeader);
    if (outcome && outcome->facts.problems.empty()) return outcome;
  }
  std::optional<ParseOutcome> outcome = parse_variant(unit, kPlain);
  if (outcome) outcome->parsed_again = has_header;
  return outcome;
}

UnitRequest ModuleBuilds::plain_request(std::size_t unit) { return request_for(unit, kPlain); }

void ModuleBuilds::make_interface(std::size_t unit) {
  if (parts_[unit].shared[kPlain] == nullptr) return;
  if (header_of(unit) == nullptr) {
    plain_interface(unit);
  } else if (!is_made(unit, kWithHeader)) {
    parse_variant(unit, kWithHeader);
  }
}

}  // namespace loadline::frontend
