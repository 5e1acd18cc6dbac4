// hardcoded-endpoint: addresses of services in the code, so that a new place to run needs a new build.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_set>

#include "analyzers/model/path_pattern.h"
#include "analyzers/services/constant_arguments.h"
#include "analyzers/services/identifier_words.h"
#include "analyzers/services/test_code.h"
#include "rules/all_rules.h"
#include "rules/evidence_steps.h"
#include "rules/handler_steps.h"

namespace loadline {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ":8080" at the end, or nothing.
bool is_port(std::string_view text) {
  return text.empty() || (text.size() >= 3 && text.size() <= 6 && text[0] == ':' &&
                          std::all_of(text.begin() + 1, text.end(), is_digit));
}

// "10.0.0.7", "10.0.0.7:6379"; 0.0.0.0 means any address of this machine and names no other.
bool is_address(std::string_view text) {
  const std::string_view host = text.substr(0, text.find(':'));
  if (!is_port(text.substr(host.size())) || host == "0.0.0.0") return false;
  int dots = 0, octet = 0;
  std::size_t digits = 0;
  for (const char c : host) {
    if (c == '.' ? digits == 0 : !is_digit(c) || digits == 3) return false;
    dots += c == '.';
    digits = c == '.' ? 0 : digits + 1;
    octet = c == '.' ? 0 : octet * 10 + (c - '0');
    if (octet > 255) return false;
  }
  return dots == 3 && digits > 0 && host != "255.255.255.255";
}

// "localhost:6379", "db.internal:5432": a name that people chose, with a port.
bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_port(text.substr(colon))) return false;
  const std::string_view host = text.substr(0, colon);
  const bool is_name = std::all_of(
      host.begin(), host.end(), [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.'; });
  return is_name && !is_digit(host[0]) && (host == "localhost" || host.find('.') != std::string_view::npos);
}

// "redis://cache:6379". Web addresses count with a port only: most others are documents or name spaces.
bool is_service_url(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || text.find(' ') != std::string_view::npos) return false;
  const std::string_view scheme = text.substr(0, end);
  const std::string_view authority = text.substr(end + 3, text.find('/', end + 3) - end - 3);
  constexpr std::array<std::string_view, 10> kStores = {"tcp",        "redis", "amqp", "mongodb", "postgres",
                                                        "postgresql", "mysql", "nats", "kafka",   "grpc"};
  if (authority.empty() || authority.find("0.0.0.0") == 0 || authority[0] == '*') return false;
  if (std::find(kStores.begin(), kStores.end(), scheme) != kStores.end()) return true;
  if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss") return false;
  const std::size_t colon = authority.rfind(':');
  return colon != std::string_view::npos && is_port(authority.substr(colon));
}

// Calls that take an address without going there: comparisons, and look-ups that fall back to it.
class HarmlessCalls {
 public:
  explicit HarmlessCalls(const Analyses& analyses)
      : analyses_(analyses), readers_(configuration_readers(analyses.program(), analyses.api_uses())) {}

  bool has(const CallFact& call, const FunctionFact& caller) const {
    const std::string callee = handler_name(analyses_.program(), call.callee);
    constexpr std::array<std::string_view, 12> kNames = {"operator==", "operator!=", "operator<=>", "strcmp",
                                                         "strncmp",    "compare",    "starts_with", "ends_with",
                                                         "find",       "rfind",      "value_or",    "contains"};
    if (std::find(kNames.begin(), kNames.end(), last_name(callee)) != kNames.end()) return true;
    if (analyses_.models().apis.find(Role::configuration, callee) != nullptr) return true;
    // In a function that reads the configuration itself, a string that is only made or assigned is what it falls back
    // to.
    return readers_.contains(call.callee) ||
           (readers_.contains(caller.symbol) && callee.starts_with("std::basic_string::"));
  }

 private:
  const Analyses& analyses_;
  std::unordered_set<SymbolId> readers_;
};

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const Bodies& bodies = program.bodies();
  const RuleEntry& entry = input.entries.front();
  const std::vector<std::string> ignored = entry.texts("ignore");
  const std::vector<std::string> exempt = entry.texts("exempt");
  const HarmlessCalls harmless(input.analyses);
  std::set<std::pair<std::string, std::string>> seen;  // one literal passes through several calls of a function
  for (const FunctionFact& function : bodies.functions) {
    const std::string name = handler_name(program, function.symbol);
    for (const CallFact& call : std::span(bodies.calls).subspan(function.first_call, function.call_count)) {
      for (const ArgumentFact& argument :
           std::span(bodies.arguments).subspan(call.first_argument, call.argument_count)) {
        const std::string text(argument.is_literal == 1 ? bodies.texts[argument.literal] : std::string_view());
        if (!is_address(text) && !is_host_and_port(text) && !is_service_url(text)) continue;
        if (harmless.has(call, function)) continue;
        const Place where = place_of(program, {call.file, call.line});
        const bool in_exempt_file =
            is_test_code(where.path) ||
            std::any_of(exempt.begin(), exempt.end(), [&](const auto& p) { return matches_path(p, where.path); });
        if (in_exempt_file || matches_any_name(ignored, name) || !seen.emplace(name, text).second) continue;
        Finding finding;
        finding.severity = entry.severity;
        finding.where = where;
        finding.message = '`' + name + "` has the address `" + text + "` written into it";
        finding.advice = "read it from the environment or a configuration file, with this as a default at most";
        finding.from = name;
        finding.to = text;
        emit(std::move(finding));
      }
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"ignore", OptionType::symbol_pattern, "functions that may name addresses"},
    OptionSpec{"exempt", OptionType::path_pattern, "files that may name addresses, a glob"},
};

}  // namespace

const Rule hardcoded_endpoint = {
    .id = "hardcoded-endpoint",
    .title = "the address of a service written into the code",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
