// Looks through YAML files for handlers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/configured_handlers.h"

#include <algorithm>
#include <tuple>

#include <yaml-cpp/yaml.h>

#include "analyzers/readers/project_files.h"
#include "analyzers/words/regular_file.h"

namespace loadline {
namespace {

constexpr std::string_view kSection = "components_manager";

std::string text_of(const YAML::Node& node) { return node && node.IsScalar() ? node.as<std::string>() : std::string(); }

// Most YAML files of a project are something else, and need not be parsed.
std::string read_if_it_may_tell(const std::filesystem::path& file) {
  constexpr std::size_t kMost = 16u << 20;
  FileText read = read_regular_file(file, kMost);
  return read.text.find(kSection) == std::string::npos ? std::string() : std::move(read.text);
}

void add_handlers(const std::string& text, const std::string& file, std::vector<ConfiguredHandler>& handlers) {
  const YAML::Node manager = YAML::Load(text)[std::string(kSection)];
  if (!manager || !manager.IsMap()) return;
  const YAML::Node components = manager["components"];
  if (!components || !components.IsMap()) return;
  for (const auto& component : components) {
    if (!component.first.IsScalar() || !component.second.IsMap()) continue;
    const std::string path = text_of(component.second["path"]);
    if (!path.starts_with('/')) continue;
    handlers.push_back({text_of(component.first), path, text_of(component.second["method"]), file,
                        static_cast<std::uint32_t>(component.first.Mark().line + 1)});
  }
}

}  // namespace

std::vector<ConfiguredHandler> read_configured_handlers(const std::filesystem::path& root,
                                                        const std::vector<PathPattern>& exclude) {
  std::vector<ConfiguredHandler> handlers;
  for (const char* extension : {".yaml", ".yml"}) {
    for (const std::string& file : find_project_files(root, extension, exclude)) {
      try {
        const std::string text = read_if_it_may_tell(root / file);
        if (!text.empty()) add_handlers(text, file, handlers);
      } catch (const YAML::Exception&) {  // a template, or not YAML at all
        continue;
      }
    }
  }
  const auto key = [](const ConfiguredHandler& one) { return std::tie(one.name, one.file, one.line); };
  std::sort(handlers.begin(), handlers.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return handlers;
}

}  // namespace loadline
