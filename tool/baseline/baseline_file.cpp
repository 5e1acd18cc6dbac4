// Reads and writes the baseline.
// SPDX-License-Identifier: Apache-2.0
#include "tool/baseline/baseline_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <tuple>

#include <fmt/core.h>

#include "analyzers/words/json_text.h"
#include "analyzers/words/user_error.h"
#include "reports/schema_parts.h"

namespace loadline {

namespace {

constexpr int kBaselineVersion = 2;
constexpr int kWithoutCarriers = 1;  // the version before, which is still read
constexpr const char* kOutsideSymbols = "(file)";
constexpr std::size_t kMostBytes = 64u << 20;  // some 300 000 findings; the file is untrusted and may be endless

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
  throw UserError(
      name + ": " + what,
      "restore it from version control, or remove it and run \"loadline baseline\" to freeze today's findings");
}

const std::string& text_of(const Json& entry, const char* key, std::size_t number, const std::string& name) {
  const auto found = entry.find(key);
  if (found != entry.end() && found->is_string()) return found->get_ref<const std::string&>();
  refuse(name, fmt::format("finding {} has no text \"{}\"", number, key));
}

// A name that is not UTF-8 is written with replacement characters: its fingerprint, taken before, cannot be checked.
bool fits(const KnownFinding& known) {
  Finding finding;
  finding.rule = known.rule;
  finding.from = known.from;
  finding.to = known.to;
  finding.kind = known.kind;
  const auto is_replaced = [](const std::string& text) { return text.find("\xef\xbf\xbd") != std::string::npos; };
  return finding.fingerprint() == known.fingerprint || is_replaced(known.from) || is_replaced(known.to) ||
         is_replaced(known.kind);
}

// {"src/a.cc": ["a::f", "(file)"]}
std::vector<CarrierName> parse_carriers(const Json& carriers, std::size_t number, const std::string& name) {
  const auto wrong = [&] { refuse(name, fmt::format("finding {} has \"carriers\" that cannot be read", number)); };
  if (!carriers.is_object()) wrong();
  std::vector<CarrierName> names;
  for (const auto& [file, symbols] : carriers.items()) {
    if (!symbols.is_array()) wrong();
    for (const Json& symbol : symbols) {
      if (!symbol.is_string()) wrong();
      const std::string& text = symbol.get_ref<const std::string&>();
      names.push_back({file, text == kOutsideSymbols ? "" : text});
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Json to_json(const std::vector<CarrierName>& names) {
  Json carriers = Json::object();
  for (const CarrierName& name : names)
    carriers[name.file].push_back(name.symbol.empty() ? kOutsideSymbols : name.symbol);
  return carriers;
}

KnownFinding parse_entry(const Json& entry, std::size_t number, const std::string& name) {
  if (!entry.is_object()) refuse(name, fmt::format("finding {} is not an object", number));
  const auto text = [&](const char* key) { return text_of(entry, key, number, name); };
  KnownFinding known{text("rule"), text("from"), text("to"), text("kind"), {}, text("fingerprint")};
  if (entry.contains("reason")) known.reason = text("reason");
  if (entry.contains("carriers")) known.carriers = parse_carriers(entry["carriers"], number, name);
  if (!fits(known)) {
    refuse(name, fmt::format("finding {} was changed by hand: its fingerprint does not fit", number));
  }
  return known;
}

KnownMetric parse_metric(const Json& entry, std::size_t number, const std::string& name) {
  const auto text = [&](const char* key) {
    if (entry.is_object() && entry.contains(key) && entry[key].is_string()) return entry[key].get<std::string>();
    refuse(name, fmt::format("metric {} has no text \"{}\"", number, key));
  };
  KnownMetric metric{text("metric"), text("of"), text("level"), 0};
  if (!entry.contains("value") || !entry["value"].is_number()) {
    refuse(name, fmt::format("metric {} has no number \"value\"", number));
  }
  metric.value = entry["value"].get<double>();
  return metric;
}

std::string read_file(const std::filesystem::path& path) {
  const std::string name = kBaselineName;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) refuse(name, "this is not a regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw UserError(fmt::format("cannot read {}: {}", name, std::strerror(errno)), "");
  std::string text(std::min<std::uintmax_t>(std::filesystem::file_size(path, error), kMostBytes) + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kMostBytes) refuse(name, "this is too large for a baseline");
  return text;
}

Json to_json(const KnownFinding& finding) {
  Json entry{{"fingerprint", finding.fingerprint},
             {"rule", finding.rule},
             {"from", finding.from},
             {"to", finding.to},
             {"kind", finding.kind}};
  if (!finding.reason.empty()) entry["reason"] = finding.reason;
  if (!finding.carriers.empty()) entry["carriers"] = to_json(finding.carriers);
  return entry;
}

Json to_json(const KnownMetric& metric) {
  return {{"metric", metric.metric}, {"of", metric.of}, {"level", metric.level}, {"value", metric.value}};
}

}  // namespace

Baseline parse_baseline(const std::string& text, const std::string& name) {
  Json root;
  try {
    root = parse_json(text);
  } catch (const Json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    refuse(name, fmt::format("line {} is not JSON", 1 + std::count(text.begin(), end, '\n')));
  } catch (const Json::out_of_range&) {
    refuse(name, "a number in it is out of range");
  }
  if (!root.is_object() || !root.contains("version") || !root.contains("findings") || !root["findings"].is_array()) {
    refuse(name, "this is not a loadline baseline");
  }
  if (root["version"] != kBaselineVersion && root["version"] != kWithoutCarriers) {
    throw UserError(fmt::format("{}: this program reads version {} of the baseline", name, kBaselineVersion),
                    "use the loadline that wrote it, or a newer one");
  }
  Baseline baseline{name, {}};
  baseline.keeps_carriers = root["version"] == kBaselineVersion;
  for (const Json& entry : root["findings"]) {
    baseline.findings.push_back(parse_entry(entry, baseline.findings.size() + 1, name));
  }
  if (!root.contains("metrics")) return baseline;
  if (!root["metrics"].is_array()) refuse(name, "\"metrics\" is not a list");
  for (const Json& entry : root["metrics"]) {
    baseline.metrics.push_back(parse_metric(entry, baseline.metrics.size() + 1, name));
  }
  return baseline;
}

std::optional<Baseline> load_baseline(const std::filesystem::path& root) {
  const std::filesystem::path path = root / kBaselineName;
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return std::nullopt;
  return parse_baseline(read_file(path), kBaselineName);
}

std::string baseline_text(std::vector<KnownFinding> findings, const std::vector<KnownMetric>& metrics) {
  const auto key = [](const KnownFinding& f) { return std::tie(f.rule, f.from, f.to, f.kind, f.reason); };
  std::sort(findings.begin(), findings.end(),
            [&](const KnownFinding& a, const KnownFinding& b) { return key(a) < key(b); });
  std::string text = fmt::format("{{\n  \"version\": {},\n  \"findings\": [", kBaselineVersion);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    text += (i > 0 ? ",\n    " : "\n    ") + json_text(to_json(findings[i]), JsonCharacters::ascii);
  }
  text += findings.empty() ? "]" : "\n  ]";
  if (!metrics.empty()) text += ",\n  \"metrics\": [";
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    text += (i > 0 ? ",\n    " : "\n    ") + json_text(to_json(metrics[i]), JsonCharacters::ascii);
  }
  return text + (metrics.empty() ? "\n}\n" : "\n  ]\n}\n");
}

std::string baseline_schema() {
  const Json fingerprint{{"type", "string"}, {"pattern", "^[0-9a-f]{16}$"}, {"description", "of rule, from, to, kind"}};
  const Json carriers{
      {"type", "object"},
      {"description",
       "the code that the finding rests on: for each file the symbols that refer, and (file) for code outside of "
       "them; what joins later is new"},
      {"additionalProperties", {{"type", "array"}, {"items", {{"type", "string"}}}}}};
  const Json finding =
      schema::record({{"fingerprint", fingerprint},
                      {"rule", schema::text("the id of the rule")},
                      {"from", schema::text("the entity the finding is about")},
                      {"to", schema::text("the entity at the other end; may be empty")},
                      {"kind", schema::text("distinguishes findings that share rule, from and to; may be empty")},
                      {"reason", schema::text("why it was let in")},
                      {"carriers", carriers}},
                     {"fingerprint", "rule", "from", "to", "kind"});
  const Json metric = schema::record({{"metric", schema::text("its name")},
                                      {"of", schema::text("the module or class; empty for the whole graph")},
                                      {"level", schema::text("module or file for the whole graph, else empty")},
                                      {"value", schema::number("what it must not get worse than")}});
  return schema::document_of("loadline baseline", schema::record({{"version", {{"const", kBaselineVersion}}},
                                                                  {"findings", schema::list(finding)},
                                                                  {"metrics", schema::list(metric)}},
                                                                 {"version", "findings"}));
}

}  // namespace loadline
