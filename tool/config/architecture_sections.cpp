// Reads `sources`, `modules` and `services` of loadline.yaml.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/words/path_pattern.h"
#include "tool/config/reader.h"

namespace loadline {

namespace {

std::vector<PathPattern> read_path_patterns(const YamlEntry& entry, Mistakes& mistakes) {
  std::vector<PathPattern> patterns;
  for (PlacedText& path : read_paths(*entry.value, entry.key, mistakes)) {
    patterns.push_back({std::move(path.text), path.place});
  }
  return patterns;
}

std::vector<std::string> read_names(const YamlEntry& entry, Mistakes& mistakes) {
  std::vector<std::string> names;
  for (PlacedText& name : read_texts(*entry.value, entry.key, mistakes)) names.push_back(std::move(name.text));
  return names;
}

// An item of depends_on: a name, or { module: name, deprecated: true }.
void read_dependency(const YamlNode& item, ModuleDeclaration& declaration, Mistakes& mistakes) {
  std::optional<std::string> name;
  bool is_deprecated = false;
  if (item.kind == YamlNode::Kind::map) {
    read_record(item, "depends_on",
                {{"module", [&](const YamlEntry& e) { name = read_text(*e.value, e.key, mistakes); }},
                 {"deprecated",
                  [&](const YamlEntry& e) { is_deprecated = read_flag(*e.value, e.key, mistakes).value_or(false); }}},
                mistakes);
    const auto is_module = [](const YamlEntry& entry) { return entry.key == "module"; };
    if (std::none_of(item.entries.begin(), item.entries.end(), is_module)) {
      mistakes.add(item.place, "an entry of \"depends_on\" has no \"module\"");
    }
  } else {
    name = read_text(item, "depends_on", mistakes);
  }
  if (!name) return;
  declaration.depends_on.push_back(*name);
  if (is_deprecated) declaration.deprecated_dependencies.push_back(*name);
}

// One item or a list of items.
void read_depends_on(const YamlEntry& entry, ModuleDeclaration& declaration, Mistakes& mistakes) {
  declaration.closed = true;
  const YamlNode& value = *entry.value;
  if (value.kind == YamlNode::Kind::map) return read_dependency(value, declaration, mistakes);
  const bool has_map = std::any_of(value.items.begin(), value.items.end(),
                                   [](const YamlNode* item) { return item->kind == YamlNode::Kind::map; });
  if (value.kind == YamlNode::Kind::list && has_map) {
    for (const YamlNode* item : value.items) read_dependency(*item, declaration, mistakes);
  } else {
    declaration.depends_on = read_names(entry, mistakes);
  }
}

// Names end up in patterns ("store.*", "tag:edge"), layer lists ("a | b") and file names.
void check_name(const YamlEntry& entry, std::string_view noun, Mistakes& mistakes) {
  const std::string& name = entry.key;
  const bool has_special = std::any_of(name.begin(), name.end(), [](unsigned char c) {
    return c <= 0x20 || c == 0x7F ||
           std::string_view("|()[]{}*?!:,\"'\\").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (name.empty() || has_special) {
    mistakes.add(entry.place, std::string(noun) + " name " + in_quotes(name) +
                                  " must not be empty or hold spaces, quotes or any of | ( ) [ ] { } * ? ! : , \\");
  } else if (name.front() == '.' || name.back() == '.' || name.find("..") != std::string::npos) {
    mistakes.add(entry.place, fmt::format("{} name {} has an empty part between dots", noun, in_quotes(name)));
  }
}

// The same pattern in two modules: no file knows which of them it belongs to.
void check_shared_paths(const Architecture& architecture, Mistakes& mistakes) {
  std::map<std::string_view, const ModuleDeclaration*> owner;
  for (const ModuleDeclaration& module : architecture.modules) {
    for (const PathPattern& path : module.paths) {
      const auto [known, is_new] = owner.emplace(path.text, &module);
      if (is_new) continue;
      mistakes.add(path.place, fmt::format("the path {} already belongs to module {} on line {}", in_quotes(path.text),
                                           in_quotes(known->second->name), known->second->place.line));
    }
  }
}

// Every name that a module answers to: "store.sql" also to "store".
std::set<std::string, std::less<>> known_names(const Architecture& architecture) {
  std::set<std::string, std::less<>> names;
  for (const ModuleDeclaration& module : architecture.modules) {
    for (std::size_t end = module.name.find('.'); end != std::string::npos; end = module.name.find('.', end + 1)) {
      names.insert(module.name.substr(0, end));
    }
    names.insert(module.name);
  }
  return names;
}

void check_declared(const std::vector<std::string>& names, const std::string& what, ConfigPlace place,
                    const std::set<std::string, std::less<>>& known, Mistakes& mistakes) {
  for (const std::string& name : names) {
    if (is_glob(name) || name.starts_with("tag:") || known.contains(name)) continue;
    mistakes.add(
        place, what + " names no declared module: " + in_quotes(name) + guess_text(name, {known.begin(), known.end()}));
  }
}

}  // namespace

void read_sources(const YamlNode& node, Architecture& architecture, Mistakes& mistakes) {
  read_record(node, "sources",
              {{"exclude", [&](const YamlEntry& entry) { architecture.exclude = read_path_patterns(entry, mistakes); }},
               {"third_party",
                [&](const YamlEntry& entry) { architecture.third_party = read_path_patterns(entry, mistakes); }}},
              mistakes);
}

void read_modules(const YamlNode& node, Architecture& architecture, Mistakes& mistakes) {
  read_map(node, "modules", "module", mistakes, [&](const YamlEntry& module) {
    check_name(module, "module", mistakes);
    ModuleDeclaration declaration;
    declaration.name = module.key;
    declaration.place = module.place;
    read_record(
        *module.value, module.key,
        {{"paths", [&](const YamlEntry& entry) { declaration.paths = read_path_patterns(entry, mistakes); }},
         {"public", [&](const YamlEntry& entry) { declaration.public_files = read_path_patterns(entry, mistakes); }},
         {"tags", [&](const YamlEntry& entry) { declaration.tags = read_names(entry, mistakes); }},
         {"depends_on", [&](const YamlEntry& entry) { read_depends_on(entry, declaration, mistakes); }}},
        mistakes);
    const auto is_paths = [](const YamlEntry& entry) { return entry.key == "paths"; };
    const std::vector<YamlEntry>& entries = module.value->entries;
    if (module.value->kind == YamlNode::Kind::map && std::none_of(entries.begin(), entries.end(), is_paths)) {
      mistakes.add(module.place, fmt::format("module {} has no \"paths\"", in_quotes(module.key)));
    }
    architecture.modules.push_back(std::move(declaration));
  });
  check_shared_paths(architecture, mistakes);
}

void read_services(const YamlNode& node, Architecture& architecture, Mistakes& mistakes) {
  read_map(node, "services", "service", mistakes, [&](const YamlEntry& service) {
    check_name(service, "service", mistakes);
    ServiceDeclaration declaration;
    declaration.name = service.key;
    declaration.place = service.place;
    read_record(*service.value, service.key,
                {{"modules", [&](const YamlEntry& entry) { declaration.modules = read_names(entry, mistakes); }}},
                mistakes);
    if (service.value->kind == YamlNode::Kind::map && service.value->entries.empty()) {
      mistakes.add(service.place, fmt::format("service {} has no \"modules\"", in_quotes(service.key)));
    }
    architecture.services.push_back(std::move(declaration));
  });
}

void check_module_names(const Architecture& architecture, Mistakes& mistakes) {
  // Without declared modules they come from the build or from folders, which are not known yet.
  if (architecture.modules.empty()) return;
  const auto known = known_names(architecture);
  for (const ModuleDeclaration& module : architecture.modules) {
    check_declared(module.depends_on, "depends_on of " + in_quotes(module.name), module.place, known, mistakes);
  }
  for (const ServiceDeclaration& service : architecture.services) {
    check_declared(service.modules, "service " + in_quotes(service.name), service.place, known, mistakes);
  }
}

}  // namespace loadline
