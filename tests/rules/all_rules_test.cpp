// The registry: every rule is complete, and can be found by its id.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "rules/all_rules.h"
#include "rules/engine/rule.h"

using namespace loadline;

namespace {

namespace fs = std::filesystem;

const fs::path kSource = LOADLINE_SOURCE_DIR;

// "coupling/hub-module" for each page of a rule.
std::set<std::string> pages_in_the_tree() {
  std::set<std::string> pages;
  for (const auto& folder : fs::directory_iterator(kSource / "rules")) {
    if (!folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder)) {
      const fs::path& path = file.path();
      if (path.extension() == ".md" && path.stem() != "README") {
        pages.insert((folder.path().filename() / path.stem()).string());
      }
    }
  }
  return pages;
}

// The first cells of the README's table of rules, which names them between backticks.
std::set<std::string> rules_in_the_readme() {
  std::set<std::string> ids;
  std::ifstream readme(kSource / "README.md");
  const std::regex id("`([a-z]+(-[a-z]+)*)`");
  bool is_in_table = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("| rule |") || line.starts_with("| Rule |")) is_in_table = true;
    if (!line.starts_with('|')) is_in_table = false;
    if (!is_in_table) continue;
    const std::string cell = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator at(cell.begin(), cell.end(), id), end; at != end; ++at) ids.insert((*at)[1]);
  }
  return ids;
}

}  // namespace

TEST_CASE("rule ids are unique, kebab-case and can be found", "[rules]") {
  std::set<std::string_view> ids;
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    CHECK(ids.insert(rule->id).second);
    CHECK(std::regex_match(std::string(rule->id), std::regex("[a-z]+(-[a-z]+)*")));
    CHECK(find_rule(rule->id) == rule);
    CHECK(rule->check != nullptr);
    CHECK(rule->severity != Severity::off);
  }
  CHECK(ids.size() >= 6);
  CHECK(find_rule("no-such-rule") == nullptr);
}

TEST_CASE("a title is one line that reads after the word allow", "[rules]") {
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    CHECK_FALSE(rule->title.empty());
    CHECK(rule->title.size() <= 80);
    CHECK(rule->title.find_first_of("\n.") == std::string_view::npos);
  }
}

TEST_CASE("every rule has a page with all headings and all options", "[rules]") {
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    const std::string page(rule_page(rule->id));
    CHECK(page.starts_with("# " + std::string(rule->id) + "\n"));
    std::size_t last = 0;
    for (const char* heading : {"What it flags", "Why it matters", "Example that fires", "Example that does not",
                                "Options", "How to fix", "How to suppress"}) {
      INFO(heading);
      const std::size_t at = page.find("\n## " + std::string(heading) + "\n");
      CHECK(at != std::string::npos);
      CHECK(at > last);
      last = at;
    }
    for (const OptionSpec& option : rule->options) {
      INFO(option.name);
      CHECK(page.find("\n| `" + std::string(option.name) + "` |") != std::string::npos);
      CHECK_FALSE(option.help.empty());
      if (!option.default_value.empty()) {
        const std::size_t row = page.find("\n| `" + std::string(option.name) + "` |");
        const std::string line = page.substr(row + 1, page.find('\n', row + 1) - row - 1);
        CHECK(line.find("`" + std::string(option.default_value) + "` |") != std::string::npos);
      }
    }
  }
  CHECK(rule_page("no-such-rule").empty());
}

TEST_CASE("a page shows every option in its table and no other", "[rules]") {
  for (const Rule* rule : all_rules()) {
    const std::string page(rule_page(rule->id));
    std::size_t rows = 0;
    for (std::size_t at = page.find("\n| `"); at != std::string::npos; at = page.find("\n| `", at + 1)) ++rows;
    INFO(rule->id);
    CHECK(rows == rule->options.size());
  }
}

TEST_CASE("by default the rules run that need no declaration", "[rules]") {
  const RuleSettings settings = default_rule_settings();
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    const auto found = settings.entries.find(rule->id);
    CHECK((found != settings.entries.end()) == rule->on_by_default);
    if (found == settings.entries.end()) continue;
    CHECK(found->second.size() == 1);
    CHECK(found->second[0].severity == rule->severity);
  }
  CHECK_FALSE(settings.entries.contains("forbidden-dependency"));
}

TEST_CASE("a rule is in the folder of its principle, with its page, and is in the list", "[rules]") {
  std::set<std::string> listed;
  for (const Rule* rule : all_rules()) {
    INFO(rule->id);
    const std::string id(rule->id);
    const std::string folder = !rule->principle.empty() ? std::string(rule->principle)
                               : id == "query"          ? "custom"
                                                        : "meta";
    CHECK(fs::exists(kSource / "rules" / folder / (id + ".cpp")));
    listed.insert(folder + '/' + id);
  }
  CHECK(listed == pages_in_the_tree());
}

TEST_CASE("the README names no rule that does not exist", "[rules]") {
  const std::set<std::string> named = rules_in_the_readme();
  CHECK_FALSE(named.empty());
  for (const std::string& id : named) {
    INFO(id);
    CHECK(find_rule(id) != nullptr);
  }
}
