// hardcoded-path: places in one machine's file system written into the code.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>
#include "analyzers/routes/route.h"
#include "analyzers/services/constant_arguments.h"
#include "analyzers/words/test_code.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// Folders whose content differs from one installation to the next. /dev, /proc and /sys are interfaces of the kernel.
bool is_machine_path(std::string_view text) {
  constexpr std::array<std::string_view, 12> kFolders = {"/etc/", "/var/", "/usr/",  "/opt/",   "/home/", "/srv/",
                                                         "/tmp/", "/mnt/", "/root/", "/Users/", "/data/", "/media/"};
  const bool has_drive = text.size() > 3 && text[1] == ':' && (text[2] == '\\' || text[2] == '/') &&
                         ((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z'));
  return has_drive || std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) {
           return text.starts_with(folder) && text.size() > folder.size();
         });
}

// Files that every system keeps at the same place (Filesystem Hierarchy Standard), and mounts of orchestrators.
bool has_a_fixed_place(std::string_view text) {
  constexpr std::array<std::string_view, 14> kPlaces = {
      "/etc/hosts",    "/etc/resolv.conf",   "/etc/localtime",      "/etc/timezone",    "/etc/passwd",
      "/etc/group",    "/etc/machine-id",    "/etc/os-release",     "/etc/ssl/",        "/etc/pki/",
      "/etc/services", "/etc/nsswitch.conf", "/usr/share/zoneinfo", "/var/run/secrets/"};
  return std::any_of(kPlaces.begin(), kPlaces.end(), [&](std::string_view place) { return text.starts_with(place); });
}

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  std::set<std::pair<std::string, std::string_view>> seen;  // one path passes through several calls of a function
  for (const ConstantArgument& path :
       constant_arguments(program, input.analyses.call_sites(), input.analyses.api_uses(), Role::file)) {
    if (path.is_integer || !is_machine_path(path.text) || has_a_fixed_place(path.text)) continue;
    const std::string name = handler_name(program, path.function);
    const Place where = place_of(program, path.where);
    if (is_test_code(where.path) || any_matches(ignored, name) || !seen.emplace(name, path.text).second) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = where;
    finding.message = fmt::format("`{}` has the path `{}` written into it", name, path.text);
    finding.advice = "read the folder from the environment or a configuration file, with this as a default at most";
    finding.trail = {{where, fmt::format("`{}` calls `{}`", name, handler_name(program, path.callee))}};
    finding.from = name;
    finding.to = path.text;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may name paths"),
};

}  // namespace

extern const Rule hardcoded_path = {
    .id = "hardcoded-path",
    .principle = "elasticity",
    .title = "a place in one machine's file system written into the code",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
