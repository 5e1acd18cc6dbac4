// The modules of one run.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/module_builds.h"

#include <clang/Basic/Version.h>

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/frontend/files/memory_file.h"
#include "analyzers/frontend/precompiled/module_header.h"
#include "analyzers/frontend/precompiled/standard_module.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

constexpr const char* kFolder = "/loadline-precompiled/";

}  // namespace

ModuleBuilds::ModuleBuilds(const FilePaths& paths, FactStore& store, ScanService& service, IdentifierIndex& identifiers)
    : paths_(paths), store_(store), service_(service), identifiers_(identifiers) {}

void ModuleBuilds::plan(std::vector<Unit> units) {
  units_ = std::move(units);
  parts_.resize(units_.size());
  locks_ = std::make_unique<std::recursive_mutex[]>(units_.size());
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
    for (const ScannedFile& file : unit.scan->files) {
      key.add(paths_.portable(file.path));
      key.add(file.digest);
    }
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

void ModuleBuilds::make_header(std::size_t number) {
  Group& group = groups_[number];
  const Unit& sample = units_[group.sample];
  PrecompileRequest request;
  request.invocation = sample.invocation->options.get();
  request.directory = sample.command->directory;
  request.path = kFolder + group.key + ".pch";
  request.text = group.text;
  request.as_module = true;
  auto stored = std::make_shared<PrecompiledHeader>();
  if (store_.load(group.key, [&](std::string_view bytes) { stored->bytes = bytes; })) {
    stored->path = request.path;
    stored->text = request.text;
    stored->module_map = module_map_for(*stored);
    group.header = std::move(stored);
    group.from_cache = true;
    return;
  }
  run_safely([&] { group.header = precompile(request, paths_, service_.file_system(request.directory)); });
  if (group.header != nullptr) store_.save(group.key, group.header->bytes);
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
    report.usable = group.header != nullptr;
    report.bytes = report.usable ? group.header->bytes.size() : 0;
    report.from_cache = group.from_cache;
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

bool ModuleBuilds::load_interface(std::size_t unit, Variant variant) {
  auto stored = std::make_shared<ModuleInterface>();
  const std::string key = interface_key(unit, variant);
  if (!store_.load(key, [&](std::string_view bytes) { stored->bytes = bytes; })) return false;
  stored->name = units_[unit].scan->provides;
  stored->path = kFolder + key + ".pcm";
  parts_[unit].made[variant] = std::move(stored);
  parts_[unit].is_made[variant] = true;
  return true;
}

void ModuleBuilds::keep_interface(std::size_t unit, Variant variant, std::string bytes) {
  parts_[unit].is_made[variant] = true;
  if (bytes.empty()) return;
  auto made = std::make_shared<ModuleInterface>();
  const std::string key = interface_key(unit, variant);
  made->name = units_[unit].scan->provides;
  made->path = kFolder + key + ".pcm";
  made->bytes = std::move(bytes);
  store_.save(key, made->bytes);
  parts_[unit].made[variant] = std::move(made);
}

ModuleBuilds::Interface ModuleBuilds::plain_interface(std::size_t unit) {
  const std::lock_guard lock(locks_[unit]);
  if (!parts_[unit].is_made[kPlain] && !load_interface(unit, kPlain)) {
    TuFacts ignored;
    parse_variant(unit, kPlain, ignored, nullptr);
  }
  return parts_[unit].made[kPlain];
}

// Gives no name: those come from the headers.
ModuleBuilds::Interface ModuleBuilds::standard_interface(std::size_t unit, const std::string& name) {
  const std::lock_guard lock(standard_lock_);
  const std::string path = kFolder + name + "." + units_[unit].invocation->key;
  Interface& known = standard_[path];
  if (known != nullptr) return known;
  const std::string text = empty_module(name);
  UnitRequest request;
  request.source = path + ".cppm";
  request.directory = units_[unit].command->directory;
  request.invocation = units_[unit].invocation->options.get();
  std::string bytes;
  run_safely([&] {
    parse_unit(request, paths_, with_memory_files(service_.file_system(request.directory), {{request.source, text}}),
               nullptr, &bytes);
  });
  if (!bytes.empty()) known = std::make_shared<const ModuleInterface>(ModuleInterface{name, path + ".pcm", bytes});
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
    request.precompiled = groups_[parts_[number].group].header;
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
        variant == kWithHeader ? parts_[import.provider].made[kWithHeader] : plain_interface(import.provider);
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

bool ModuleBuilds::parse_variant(std::size_t number, Variant variant, TuFacts& facts, std::uint64_t* memory) {
  const Unit& unit = units_[number];
  if (unit.invocation->options == nullptr) {
    parts_[number].is_made[variant] = true;
    return false;
  }
  const UnitRequest request = request_for(number, variant);
  const bool provides = !unit.scan->provides.empty();
  std::string bytes;
  const bool is_done = run_safely([&] {
    facts =
        parse_unit(request, paths_, service_.file_system(unit.command->directory), memory, provides ? &bytes : nullptr);
  });
  if (!is_done) bytes.clear();
  if (provides) keep_interface(number, variant, std::move(bytes));
  return is_done;
}

bool ModuleBuilds::has_header(std::size_t unit) const {
  const std::size_t group = parts_[unit].group;
  return group != kNoGroup && groups_[group].header != nullptr;
}

bool ModuleBuilds::parse(std::size_t unit, TuFacts& facts, std::uint64_t* memory, bool* is_second) {
  *is_second = false;
  if (has_header(unit)) {
    if (parse_variant(unit, kWithHeader, facts, memory) && facts.problems.empty()) return true;
    *is_second = true;
  }
  const std::lock_guard lock(locks_[unit]);
  return parse_variant(unit, kPlain, facts, memory);
}

UnitRequest ModuleBuilds::plain_request(std::size_t unit) { return request_for(unit, kPlain); }

void ModuleBuilds::make_interface(std::size_t unit) {
  if (units_[unit].scan->provides.empty()) return;
  if (!has_header(unit)) {
    plain_interface(unit);
  } else if (!load_interface(unit, kWithHeader)) {
    TuFacts ignored;
    parse_variant(unit, kWithHeader, ignored, nullptr);
  }
}

}  // namespace loadline::frontend
