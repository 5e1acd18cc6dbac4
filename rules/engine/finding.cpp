// Names, identity and order of findings.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <xxhash.h>

namespace loadline {
namespace {

constexpr std::array<std::string_view, 4> kSeverityNames = {"off", "note", "warning", "error"};

}  // namespace

std::string_view name_of(Severity severity) { return kSeverityNames.at(static_cast<std::size_t>(severity)); }

bool parse_severity(std::string_view name, Severity* severity) {
  const auto found = std::find(kSeverityNames.begin(), kSeverityNames.end(), name);
  if (found == kSeverityNames.end()) return false;
  *severity = static_cast<Severity>(found - kSeverityNames.begin());
  return true;
}

std::string Finding::fingerprint() const {
  // A zero byte separates the fields: no name holds one, while any printable separator may be part of a name ("operator|").
  std::string identity;
  for (const std::string* field : {&rule, &from, &to, &kind}) {
    identity += *field;
    identity += '\0';
  }
  std::uint64_t hash = XXH3_64bits(identity.data(), identity.size());
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15u];
  return digits;
}

bool comes_before(const Finding& a, const Finding& b) {
  if (a.severity != b.severity) return a.severity > b.severity;
  const auto key = [](const Finding& f) { return std::tie(f.rule, f.where, f.from, f.to, f.kind, f.message, f.trail); };
  return key(a) < key(b);
}

void sort_findings(std::vector<Finding>& findings) { std::stable_sort(findings.begin(), findings.end(), comes_before); }

}  // namespace loadline
