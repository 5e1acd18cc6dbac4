// A finding: what is wrong, where, and the evidence. Plain data, filled by rules, read by the baseline and by reports.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

enum class Severity : std::uint8_t { off, note, warning, error };

std::string_view name_of(Severity severity);
bool parse_severity(std::string_view name, Severity* severity);

// A place a reader can open. Paths are repo-relative; an empty path means "the program as a whole".
struct Place {
  std::string path;
  std::uint32_t line = 0;  // 0: the whole file

  friend auto operator<=>(const Place&, const Place&) = default;
};

// One step of evidence: "src/a.cc:12  a::f calls b::g".
struct Step {
  Place where;
  std::string text;

  friend auto operator<=>(const Step&, const Step&) = default;
};

// Code that makes a finding about a dependency true: a symbol that refers, with its file.
struct FindingCarrier {
  std::string file;         // repo-relative
  std::string symbol;       // its qualified name; "" for code outside of all symbols, such as an include
  std::vector<Step> steps;  // the first places; a last one without place says how many more there are

  friend bool operator==(const FindingCarrier&, const FindingCarrier&) = default;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::error;
  Place where;
  std::string message;  // one sentence that says what is wrong, with the names in it
  std::string advice;   // what to do about it; may be empty
  std::string because;  // the user's own reason, from the rule's entry; may be empty
  std::vector<Step> trail;
  // All code that the finding rests on, sorted by file and symbol. What joins a finding that is known is new. Empty when the
  // finding is one thing that cannot grow.
  std::vector<FindingCarrier> carriers;

  // Structural identity, the same when lines, wording and severity change: rule | from | to | kind.
  std::string from;  // the entity the finding is about: a module, file, symbol, or the members of a cycle
  std::string to;
  std::string kind;

  // 16 hexadecimal digits over rule, from, to, kind.
  std::string fingerprint() const;
};

// Order of every report: severity (errors first), rule, place, then identity.
bool comes_before(const Finding& a, const Finding& b);
void sort_findings(std::vector<Finding>& findings);

}  // namespace loadline
