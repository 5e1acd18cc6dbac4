// Reads `rules` of loadline.yaml against what each rule says about its options.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/core.h>
#include "analyzers/questions/sql/program_database.h"
#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "tool/config/reader.h"
#include "tool/config/sections.h"

namespace loadline {

namespace {

std::vector<PlacedText> read_kinds(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  std::vector<PlacedText> kinds = read_texts(node, what, mistakes);
  for (const PlacedText& written : kinds) {
    ReferenceKind kind{};
    if (parse_reference_kind(written.text, &kind)) continue;
    std::vector<std::string> names;
    for (int i = 0; i < kReferenceKinds; ++i) names.emplace_back(name_of(static_cast<ReferenceKind>(i)));
    mistakes.add(written.place,
                 "unknown kind of reference " + in_quotes(written.text) + guess_text(written.text, names));
  }
  return kinds;
}

std::vector<PlacedText> read_scalar(const YamlNode& node, std::string_view what, OptionType type, Mistakes& mistakes) {
  const bool is_good = type == OptionType::flag     ? read_flag(node, what, mistakes).has_value()
                       : type == OptionType::number ? read_number(node, what, mistakes).has_value()
                                                    : read_text(node, what, mistakes).has_value();
  return is_good ? std::vector<PlacedText>{{node.text, node.place}} : std::vector<PlacedText>{};
}

// A query is tried on empty tables, so that a mistake in it is reported before minutes of parsing.
std::vector<PlacedText> read_sql(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (!read_text(node, what, mistakes)) return {};
  try {
    require_select(node.text);
  } catch (const UserError& error) {
    mistakes.add(node.place, std::string(error.what()) + (error.hint().empty() ? "" : "; " + error.hint()));
  }
  return {{node.text, node.place}};
}

OptionValue read_option(const OptionSpec& spec, const YamlEntry& entry, Mistakes& mistakes) {
  std::vector<PlacedText> texts;
  switch (spec.type) {
    case OptionType::text:
    case OptionType::flag:
    case OptionType::number: texts = read_scalar(*entry.value, entry.key, spec.type, mistakes); break;
    case OptionType::module_pattern:
    case OptionType::symbol_pattern:
    case OptionType::service_pattern:
    case OptionType::route_pattern:
    case OptionType::store_pattern:
    case OptionType::library_pattern:
    case OptionType::rpc_pattern: texts = read_texts(*entry.value, entry.key, mistakes); break;
    case OptionType::path_pattern: texts = read_paths(*entry.value, entry.key, mistakes); break;
    case OptionType::sql: texts = read_sql(*entry.value, entry.key, mistakes); break;
    case OptionType::kinds: texts = read_kinds(*entry.value, entry.key, mistakes); break;
  }
  if (entry.value->kind == YamlNode::Kind::list && entry.value->items.empty()) {
    mistakes.add(entry.value->place, in_quotes(entry.key) + " is an empty list; leave it out, or say what it holds");
  }
  std::vector<std::string> values;
  for (PlacedText& text : texts) values.push_back(std::move(text.text));
  return parse_option(spec, std::move(values), entry.value->place);
}

void require_options(const Rule& rule, const RuleEntry& entry, Mistakes& mistakes) {
  for (const OptionSpec& spec : rule.options) {
    if (!spec.required || entry.has(spec.name)) continue;
    mistakes.add(entry.place, fmt::format("{} needs {}: {}", rule.id, in_quotes(spec.name), spec.help));
  }
}

// Every entry of a rule with many may say why it is there.
constexpr OptionSpec kBecause{"because", OptionType::text, "the reason, shown with every finding"};

bool has_option(const Rule& rule, std::string_view name) {
  return std::any_of(rule.options.begin(), rule.options.end(),
                     [&](const OptionSpec& spec) { return spec.name == name; });
}

RuleEntry read_entry(const Rule& rule, const YamlNode& node, ConfigPlace place, Mistakes& mistakes) {
  const std::size_t mistakes_before = mistakes.count();
  RuleEntry entry;
  entry.severity = rule.severity;
  entry.place = place;
  std::vector<MapKey> keys;
  keys.push_back({"severity", [&](const YamlEntry& e) {
                    entry.severity = read_severity(*e.value, e.key, true, rule.severity, mistakes);
                  }});
  for (const OptionSpec& spec : rule.options) {
    const auto read = [&entry, &spec, &mistakes](const YamlEntry& e) {
      const bool is_new = entry.options.emplace(spec.name, read_option(spec, e, mistakes)).second;
      if (!is_new)
        mistakes.add(e.place, fmt::format("{} is the old name of {}; write one of them", in_quotes(spec.old_name),
                                          in_quotes(spec.name)));
    };
    keys.push_back({spec.name, read});
    if (spec.old_name.empty()) continue;
    keys.push_back({spec.old_name, [read, &spec, &mistakes](const YamlEntry& e) {
                      mistakes.add_note(e.place, in_quotes(e.key) + " is now called " + in_quotes(spec.name));
                      read(e);
                    }});
  }
  if (rule.many_entries && !has_option(rule, "because")) {
    keys.push_back({"because", [&](const YamlEntry& e) {
                      entry.options.insert_or_assign("because", read_option(kBecause, e, mistakes));
                    }});
  }
  read_record(node, rule.id, keys, mistakes);
  if (node.kind == YamlNode::Kind::map) require_options(rule, entry, mistakes);
  // What the options mean together is asked when each of them is right.
  if (mistakes.count() > mistakes_before) return entry;
  if (const auto mistake = find_mistake(rule, entry))
    mistakes.add(mistake->place, mistake->what + "; " + mistake->hint);
  return entry;
}

// A rule's value: a severity, one entry, or a list of entries.
std::vector<RuleEntry> read_entries(const Rule& rule, const YamlEntry& written, Mistakes& mistakes) {
  const YamlNode& value = *written.value;
  std::vector<RuleEntry> entries;
  if (value.kind == YamlNode::Kind::list && rule.many_entries) {
    for (const YamlNode* item : value.items) entries.push_back(read_entry(rule, *item, item->place, mistakes));
    if (value.items.empty()) mistakes.add(written.place, written.key + " has an empty list of entries; write \"off\"");
  } else if (value.kind == YamlNode::Kind::map) {
    entries.push_back(read_entry(rule, value, written.place, mistakes));
  } else if (value.kind == YamlNode::Kind::text) {
    RuleEntry entry;
    entry.place = written.place;
    entry.severity = read_severity(value, written.key, true, rule.severity, mistakes);
    if (entry.severity != Severity::off) require_options(rule, entry, mistakes);
    entries.push_back(std::move(entry));
  } else {
    mistakes.add(value.place, in_quotes(written.key) +
                                  " must be a severity (error, warning, note, off) or a map of options" +
                                  (rule.many_entries ? ", or a list of such maps" : ""));
  }
  std::erase_if(entries, [](const RuleEntry& entry) { return entry.severity == Severity::off; });
  return entries;
}

}  // namespace

std::vector<std::string> severity_names(bool with_off) {
  std::vector<std::string> names{"error", "warning", "note"};
  if (with_off) names.emplace_back("off");
  return names;
}

Severity read_severity(const YamlNode& node, std::string_view what, bool with_off, Severity absent,
                       Mistakes& mistakes) {
  const std::vector<std::string> names = severity_names(with_off);
  if (node.kind == YamlNode::Kind::text && std::find(names.begin(), names.end(), node.text) != names.end()) {
    Severity severity = absent;
    parse_severity(node.text, &severity);
    return severity;
  }
  const std::string written = node.kind == YamlNode::Kind::text ? ", not " + in_quotes(node.text) : "";
  mistakes.add(node.place, in_quotes(what) + " must be " +
                               (with_off ? "error, warning, note or off" : "error, warning or note") + written +
                               guess_text(node.text, names));
  return absent;
}

void read_rules(const YamlNode& node, RuleSettings& settings, Mistakes& mistakes) {
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id);
  read_map(node, "rules", "rule", mistakes, [&](const YamlEntry& entry) {
    if (const Rule* rule = find_rule(entry.key)) {
      settings.entries[entry.key] = read_entries(*rule, entry, mistakes);
    } else {
      mistakes.add(entry.place, "unknown rule " + in_quotes(entry.key) + guess_text(entry.key, ids));
    }
  });
  std::erase_if(settings.entries, [](const auto& rule) { return rule.second.empty(); });
}

}  // namespace loadline
