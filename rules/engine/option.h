// An option of a rule, and a value of it with its meaning: patterns, kinds and numbers are parsed once, where they are read.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/dependencies.h"
#include "analyzers/model/modules.h"
#include "analyzers/words/path_pattern.h"

namespace loadline {

// What an option holds. Every type of pattern takes one or a list, and `unmatched-rule` reports those that match nothing.
enum class OptionType : std::uint8_t {
  text,
  flag,
  number,
  kinds,            // reference kinds; a list is allowed
  sql,              // one SELECT over the tables of analyzers/questions/sql
  module_pattern,   // module name, glob, or "tag:edge"
  symbol_pattern,   // qualified name or glob
  path_pattern,     // glob over repo-relative paths
  service_pattern,  // name of a service, or glob
  route_pattern,    // glob over the paths of routes
  store_pattern,    // name of a table, collection, key prefix or database, or glob
  library_pattern,  // name of a library that the build makes, or glob
  rpc_pattern,      // name of an RPC service or its package, or glob
};
constexpr bool is_pattern(OptionType type) { return type >= OptionType::module_pattern; }

struct OptionSpec {
  std::string_view name;
  OptionType type = OptionType::text;
  std::string_view help;
  bool required = false;
  std::string_view default_value = "";             // as it would be written; "" = none
  double least = 0, most = HUGE_VAL;               // what a number may be
  std::span<const std::string_view> choices = {};  // what a text may be; empty: anything
  std::string_view old_name = "";                  // still understood, with a note; "" = none
};

// The option of every rule that says what the rule leaves alone.
inline constexpr std::string_view kExcept = "except";
constexpr OptionSpec except_option(OptionType type, std::string_view help, std::string_view old_name = "ignore") {
  OptionSpec spec{kExcept, type, help};
  spec.old_name = old_name;
  return spec;
}

// One pattern of an option, compiled for many names.
class Pattern {
 public:
  // REQUIRES: is_pattern(type).
  Pattern(std::string text, OptionType type);

  const std::string& text() const { return text_; }  // as written
  // Whether it matches the name, or something around it: "app::Store" matches "app::Store::n_". One for modules by tag
  // matches no name.
  bool matches(std::string_view name) const;
  // The modules that it means, by name or tag, sorted. REQUIRES: its type is module_pattern.
  std::vector<ModuleIndex> modules_in(const Modules& modules) const;

 private:
  std::string text_;
  bool is_route_, is_tag_;
  Glob glob_;
};

bool any_matches(const std::vector<Pattern>& patterns, std::string_view name);

// One value of an option: what the user wrote, where, and what it means. A scalar is a list of one.
struct OptionValue {
  std::vector<std::string> texts;
  ConfigPlace place;
  bool is_default = false;        // nobody wrote it
  std::vector<Pattern> patterns;  // of an option that holds patterns
  KindSet kinds;                  // of one that holds kinds
  double number = 0;              // of one that holds a number
};

// REQUIRES: texts that fit the type; their reader reports those that do not.
OptionValue parse_option(const OptionSpec& spec, std::vector<std::string> texts, ConfigPlace place);
// The value of an option that is absent. REQUIRES: it has a default.
OptionValue default_of(const OptionSpec& spec);
// The texts of the default; empty without one.
std::vector<std::string> default_texts(const OptionSpec& spec);

}  // namespace loadline
