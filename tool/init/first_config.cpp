// Writes down modules, layers, and what does not fit them.
// SPDX-License-Identifier: Apache-2.0
#include "tool/init/first_config.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "analyzers/questions/module_patterns.h"
#include "analyzers/structure/layering.h"
#include "analyzers/words/phrases.h"
#include "reports/terminal_text.h"
#include "rules/all_rules.h"
#include "tool/baseline/baseline_file.h"

namespace loadline {

namespace {

constexpr const char* kReason = "was there when loadline.yaml was written";

// A double-quoted YAML scalar. Names and paths come from the project and may hold anything.
std::string in_yaml(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7f) {
      result += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15u]};
    } else {
      result += c;
    }
  }
  return result + '"';
}

// The text with every byte that YAML or a terminal would not take replaced; in a pattern `?` stands for any byte.
std::string readable(std::string_view text, char replacement) {
  std::string result(text);
  if (terminal_text(result) == result) return result;
  std::replace_if(result.begin(), result.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, replacement);
  return result;
}

// Text after a '#': nothing in it may end the comment.
std::string comment(std::string_view text) {
  std::string result(text);
  std::replace_if(result.begin(), result.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return result;
}

// Names that a configuration may hold, one for each of `found`: a build target may be named more freely ("app::core").
template <class Named>
std::vector<std::string> config_names(const std::vector<Named>& found) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const Named& named : found) {
    std::string name = readable(named.name, '_');
    for (char& c : name) {
      if (static_cast<unsigned char>(c) <= 0x20 ||
          std::string_view("|()[]{}*?!:,\"'\\\x7f").find(c) != std::string_view::npos)
        c = '_';
    }
    for (std::size_t at; (at = name.find("..")) != std::string::npos;) name.replace(at, 2, "._");
    if (name.empty() || name.front() == '.') name.insert(0, 1, '_');
    if (name.back() == '.') name.back() = '_';
    while (!taken.insert(name).second) name += '_';
    names.push_back(std::move(name));
  }
  return names;
}

std::string_view origin_of(ModuleSource source) {
  switch (source) {
    case ModuleSource::config: return "the configuration";
    case ModuleSource::build_targets: return "the targets of the build";
    case ModuleSource::directories: return "the folders";
  }
  return {};
}

std::string_view origin_of(ServiceSource source) {
  switch (source) {
    case ServiceSource::config: return "the configuration";
    case ServiceSource::build_targets: return "the programs of the build and what they link";
    case ServiceSource::mains: return "the files with a main() and what they use";
    case ServiceSource::none: break;
  }
  return {};
}

class Writer {
 public:
  explicit Writer(const Project& project)
      : project_(project),
        modules_(project.analyses->modules()),
        patterns_(patterns_of(project.program, modules_)),
        names_(config_names(modules_.all())) {}

  std::string write(const Layering& layering) {
    out_ << "# The architecture of this project as its code is today, written by \"loadline init\". Every part of it "
            "is a\n"
            "# guess to look at: correct it, then keep it. \"loadline schema\" describes everything that may appear "
            "here.\n"
            "version: 1\n";
    write_build();
    write_modules();
    write_services();
    write_layers(layering);
    write_rules();
    return out_.str();
  }

 private:
  void write_build() {
    std::vector<std::string> builds;
    for (const CompileDatabase& database : project_.sources.databases) {
      const auto build = database.file.parent_path().lexically_relative(project_.root);
      const bool is_inside = !build.empty() && *build.begin() != "..";
      if (is_inside) builds.push_back(build.generic_string());
    }
    if (builds.size() == 1)
      out_ << "build: " << in_yaml(builds.front()) << "  # where compile_commands.json was found\n";
    if (builds.size() > 1) {
      out_ << "build:  # where compile_commands.json was found\n";
      for (std::size_t i = 0; i < builds.size(); ++i) {
        out_ << "  - { dir: " << in_yaml(builds[i]) << ", label: " << in_yaml(project_.sources.databases[i].label)
             << " }\n";
      }
    }
    const double rate = rate_to_accept(project_);
    if (rate < 1)
      out_ << "min_parse_rate: " << rate << "  # not everything could be parsed today: see \"loadline doctor\"\n";
  }

  void write_modules() {
    out_ << "\n# Guessed from " << origin_of(modules_.source()) << ". Join, split and rename freely.\nmodules:\n";
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!is_written(i)) continue;
      out_ << "  " << in_yaml(names_[i]) << ":  # " << counted(modules_.all()[i].files.size(), "file")
           << "\n    paths:\n";
      for (const std::string& pattern : patterns_[i]) out_ << "      - " << in_yaml(readable(pattern, '?')) << '\n';
    }
  }

  // Not of what the build writes.
  bool is_written(std::size_t module) const { return !patterns_[module].empty(); }

  // Written down, so that the picture stays when the build's own files are not at hand.
  void write_services() {
    const std::vector<Service>& services = modules_.services();
    if (services.empty()) return;
    out_ << "\n# Guessed from " << origin_of(modules_.service_source())
         << ". Keep those that run by themselves; a tool or a test is not a service.\nservices:\n";
    const std::vector<std::string> service_names = config_names(services);
    for (std::size_t i = 0; i < services.size(); ++i) {
      std::string list;
      for (const ModuleIndex module : services[i].modules) {
        if (is_written(module)) list += (list.empty() ? "" : ", ") + in_yaml(names_[module]);
      }
      out_ << "  " << in_yaml(service_names[i]) << ": { modules: [" << list << "] }\n";
    }
  }

  void write_layers(const Layering& layering) {
    if (names_.size() < 2) return;
    out_ << "\n# Top to bottom, from who depends on whom today; modules with | between them do not know each other. "
            "The order\n"
            "# is one of several that fit. With exhaustive, a new module must be given its place.\n";
    for (const Edge& edge : layering.upward) {
      if (!is_written(edge.from) || !is_written(edge.to)) continue;
      out_ << "# does not fit, and is held in the baseline: " << comment(names_[edge.from]) << " -> "
           << comment(names_[edge.to]) << " (" << edge.weight << (edge.weight == 1 ? " reference" : " references")
           << ")\n";
    }
    out_ << "layers:\n  exhaustive: true\n  layers:\n";
    for (const std::vector<Node>& rank : layering.ranks) {
      std::string text;
      for (const Node node : rank) {
        if (is_written(node)) text += (text.empty() ? "" : " | ") + names_[node];
      }
      if (!text.empty()) out_ << "    - " << in_yaml(text) << '\n';
    }
  }

  void write_rules() {
    out_ << "\nrules:\n  dependency-cycle: error\n  layer-violation: error\n  unassigned-file: error  # a new file "
            "must belong to a module\n";
    const Suppressions suppressions(project_.program);
    const std::vector<Suppression>& marks = suppressions.all();
    const auto silent =
        std::count_if(marks.begin(), marks.end(), [](const Suppression& s) { return s.reason.empty(); });
    if (silent > 0)
      out_ << "  suppression-without-reason: warning  # marks that give no reason today: " << silent << '\n';
    out_ << "fail_on: error\n";
  }

  const Project& project_;
  const Modules& modules_;
  std::vector<std::vector<std::string>> patterns_;  // by module
  std::vector<std::string> names_;
  std::ostringstream out_;
};

// What `check` would find under this configuration and fail for.
std::vector<KnownFinding> failures(const Project& project, Config config) {
  config.architecture.build_folders = project.config.architecture.build_folders;
  const Analyses analyses(project.program, config.architecture, project.targets);
  const std::vector<Finding> findings = run_rules(all_rules(), analyses, config.rules, "loadline.yaml");
  std::vector<KnownFinding> known;
  for (const JudgedFinding& judged : judge(all_rules(), project.program, findings, nullptr, {}).findings) {
    const Finding& finding = judged.finding;
    if (judged.status != FindingStatus::fresh || finding.severity < config.fail_on) continue;
    known.push_back({finding.rule, finding.from, finding.to, finding.kind, kReason, finding.fingerprint(),
                     names_of(finding.carriers)});
  }
  return known;
}

}  // namespace

FirstConfig first_config(const Project& project) {
  const Layering layering = infer_layers(project.analyses->module_dependencies().graph());
  FirstConfig first;
  first.yaml = Writer(project).write(layering);
  first.modules = project.analyses->modules().all().size();
  first.layers = layering.ranks.size();
  const std::vector<KnownFinding> known = failures(project, parse_config(first.yaml, "loadline.yaml"));
  first.known = known.size();
  if (!known.empty()) first.baseline = baseline_text(known);
  return first;
}

}  // namespace loadline
