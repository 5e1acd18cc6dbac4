// Reads loadline.yaml. All mistakes are reported at once, each with line, column and a "did you mean".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "analyzers/frontend/commands/sources.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/model/architecture.h"
#include "rules/engine/rule.h"

namespace loadline {

struct Config {
  std::string path;                 // repo-relative path of the file; "" when there is none and defaults apply
  std::vector<BuildFolder> builds;  // as written; empty when not given
  Architecture architecture;
  Libraries libraries;  // the built-in ones and the user's own
  RuleSettings rules;
  Severity fail_on = Severity::error;
  double min_parse_rate = 1.0;     // of the lines of the project's code that are analysed
  std::vector<std::string> notes;  // what should be written in another way, "loadline.yaml:7:3: …"
};

// Reads `text`. `name` is used in messages. Throws UserError listing every mistake as "name:line:column: message".
Config parse_config(const std::string& text, const std::string& name);

// Reads root/loadline.yaml (or `explicit_path`, or loadline.yml, .loadline.yaml, .loadline.yml); defaults when there is none.
// Throws UserError, also when the root has several of these.
Config load_config(const std::filesystem::path& root, const std::optional<std::filesystem::path>& explicit_path);

// The JSON Schema of loadline.yaml, generated from the rules' option specs: what editors use for completion.
std::string config_schema();

}  // namespace loadline
