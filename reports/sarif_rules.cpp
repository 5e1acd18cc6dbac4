// Turns rules and their pages into SARIF's reporting descriptors.
// SPDX-License-Identifier: Apache-2.0
#include "reports/sarif_rules.h"

#include <set>

#include "analyzers/words/json_text.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

std::string sentence(std::string_view title) {
  std::string text(title);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + '.';
}

// What is under "## What it flags" on the page, as running text.
std::string what_it_flags(std::string_view page) {
  constexpr std::string_view kHeading = "## What it flags\n";
  const std::size_t heading = page.find(kHeading);
  if (heading == std::string_view::npos) return {};
  page.remove_prefix(heading + kHeading.size());
  page = page.substr(0, page.find("\n## "));
  while (page.starts_with('\n')) page.remove_prefix(1);
  while (page.ends_with('\n')) page.remove_suffix(1);
  return std::string(page.substr(0, page.find("\n\n")));
}

}  // namespace

std::vector<std::string> sarif_rule_ids(const RunResult& result) {
  std::set<std::string> ids(result.rules_run.begin(), result.rules_run.end());
  for (const JudgedFinding& judged : result.findings) ids.insert(judged.finding.rule);
  return {ids.begin(), ids.end()};
}

Json sarif_rule(const std::string& id) {
  Json descriptor = {{"id", id}};
  const Rule* rule = find_rule(id);
  if (!rule) return descriptor;
  const std::string page(rule_page(id));
  descriptor["shortDescription"] = {{"text", sentence(rule->title)}};
  if (const std::string text = what_it_flags(page); !text.empty()) descriptor["fullDescription"] = {{"text", text}};
  descriptor["help"] = {{"text", page}, {"markdown", page}};
  descriptor["defaultConfiguration"] = {{"enabled", rule->on_by_default}, {"level", sarif_level(rule->severity)}};
  return descriptor;
}

std::string sarif_level(Severity severity) {
  return severity == Severity::off ? "none" : std::string(name_of(severity));
}

}  // namespace loadline
